using System.Text;
using System.Text.Unicode;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>JSON: valid to the last byte, at most 512 levels deep.</summary>
internal sealed class JsonResponseParser : IResponseParser
{
    public string Name => "JSON";

    public ParsedResponse Parse(ResponseBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var json = Utf8Bytes(body);
        return JsonCheck.Fault(json.Span) is { } fault ? ParsedResponse.Unreadable(LooksLike.NotJson(body, fault)) : new JsonResponse(json);
    }

    /// <summary>The body without a byte order mark: its own bytes when they are valid UTF-8, else transcoded.</summary>
    public static ReadOnlyMemory<byte> Utf8Bytes(ResponseBody body)
    {
        var encoding = ResponseText.Detect(body.Bytes.Span, body.Charset, out int mark);
        var bytes = body.Bytes[mark..];
        return encoding.CodePage == Encoding.UTF8.CodePage && Utf8.IsValid(bytes.Span) ? bytes : Encoding.UTF8.GetBytes(body.Text);
    }
}
