using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>Describes the target of a redirect: without user name, password and fragment, and with the credentials of its query masked.</summary>
internal static class RedirectTarget
{
    private const int Longest = 500;

    public static string Describe(string location, CredentialMask mask)
    {
        // The URL is masked before it is shortened, because half a credential could not be found.
        string url = QueryMask.MaskUrl(mask.Mask(location).Split('#')[0], mask.Names);
        int slashes = url.IndexOf("//", StringComparison.Ordinal);
        if (slashes >= 0)
        {
            int start = slashes + 2;
            int length = url.AsSpan(start).IndexOfAny('/', '?');
            int at = url.AsSpan(start, length < 0 ? url.Length - start : length).LastIndexOf('@');
            url = at < 0 ? url : string.Concat(url.AsSpan(0, start), CredentialMask.Masked, url.AsSpan(start + at));
        }

        return Excerpt.From(mask.Mask(url), Longest);
    }
}
