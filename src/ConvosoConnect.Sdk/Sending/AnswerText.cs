using System.Text;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>
/// What sentences say of an answer. Whatever is quoted is masked before it is cut: of a credential that was cut in two, the mask would not find the half.
/// </summary>
internal static class AnswerText
{
    private const int LongestQuote = 200;
    private const int LongestLocation = 500;

    public static string Quote(CredentialMask mask, string text) => $"'{Excerpt.Of(mask.Mask(text), LongestQuote)}'";

    public static string Status(Answer answer) => answer.Reason.Length == 0 ? $"{answer.StatusCode}" : $"{answer.StatusCode} {answer.Reason}";

    public static string ContentType(Answer answer) => answer.MediaType is null ? "it has no Content-Type" : $"its Content-Type is {answer.MediaType}";

    /// <summary>Where a redirect points: without user name, password and fragment, and with the credentials of its query masked.</summary>
    public static string Location(CredentialMask mask, string location)
    {
        string url = QueryMask.MaskUrl(location.Split('#')[0]);
        int slashes = url.IndexOf("//", StringComparison.Ordinal);
        if (slashes >= 0)
        {
            int start = slashes + 2;
            int length = url.AsSpan(start).IndexOfAny('/', '?');
            int at = url.AsSpan(start, length < 0 ? url.Length - start : length).LastIndexOf('@');
            url = at < 0 ? url : string.Concat(url.AsSpan(0, start), CredentialMask.Masked, url.AsSpan(start + at));
        }

        return Excerpt.Of(mask.Mask(url), LongestLocation);
    }

    /// <summary>What an unreadable body looks like; see <see cref="ParsedResponse.Fault"/>.</summary>
    public static string Fault(EndpointPlan plan, ResponseBody body, string fault)
    {
        string masked = plan.Mask.Mask(body.Text);
        return ReferenceEquals(masked, body.Text)
            ? fault
            : plan.Parser.Parse(new ResponseBody(Encoding.UTF8.GetBytes(masked), body.MediaType, "utf-8")).Fault ?? fault;
    }
}
