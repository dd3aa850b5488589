using System.Text;
using System.Text.Unicode;

namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>JSON: valid to the last byte, at most 512 levels deep.</summary>
internal sealed class JsonResponseParser : IResponseParser
{
    // The members of larger roots are looked up by reading.
    private const int MostMembers = 32;

    public string Name => ResponseDataTypes.Json;

    public ParsedResponse Parse(ResponseBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var json = Utf8Bytes(body);
        Span<JsonMember> members = stackalloc JsonMember[MostMembers];
        return JsonCheck.Fault(json.Span, members, out int count) is { } fault
            ? ParsedResponse.Unreadable(LooksLike.NotJson(body, fault))
            : new JsonResponse(json, count is > 0 and <= MostMembers ? members[..count].ToArray() : null);
    }

    /// <summary>The body without a byte order mark: its own bytes when they are valid UTF-8, else transcoded.</summary>
    public static ReadOnlyMemory<byte> Utf8Bytes(ResponseBody body)
    {
        Encoding encoding = ResponseText.Detect(body.Bytes.Span, body.Charset, out int mark) ?? Encoding.UTF8;
        var bytes = body.Bytes[mark..];
        return encoding.CodePage == Encoding.UTF8.CodePage && Utf8.IsValid(bytes.Span) ? bytes : Encoding.UTF8.GetBytes(body.Text);
    }
}
