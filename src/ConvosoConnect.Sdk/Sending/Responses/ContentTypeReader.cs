using System.Net.Http.Headers;

namespace ConvosoConnect.Sdk.Sending.Responses;

/// <summary>Reads the Content-Type of responses. The last one is cached, because most responses have the same.</summary>
internal static class ContentTypeReader
{
    private static LastRead _last = new("application/json", "application/json", null);

    /// <summary>Gives the header as it came, its media type and its charset; each is null when the response lacks it.</summary>
    public static (string? Raw, string? MediaType, string? Charset) Read(HttpContentHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues values))
        {
            return (null, null, null);
        }

        string raw = values.ToString();
        LastRead last = Volatile.Read(ref _last);
        if (last.Raw != raw)
        {
            // Of a header that is not valid as a whole, such as "text/html; charset", the media type is still read.
            MediaTypeHeaderValue? type = headers.ContentType;
            last = new LastRead(raw, type?.MediaType ?? WithoutParameters(raw), type?.CharSet);
            Volatile.Write(ref _last, last);
        }

        return (last.Raw, last.MediaType, last.Charset);
    }

    /// <summary>Takes the part before the first semicolon.</summary>
    public static string WithoutParameters(string contentType) => contentType.Split(';')[0].Trim();

    private sealed record LastRead(string Raw, string MediaType, string? Charset);
}
