using System.Net.Http.Headers;

namespace ConvosoConnect.Sdk.Sending.Responses;

/// <summary>Reads the Content-Type of responses. Receivers repeat themselves, so the last one read is kept.</summary>
internal static class ContentTypeReader
{
    private static LastRead _last = new("application/json", "application/json", null);

    /// <summary>The header as it came, its media type and its charset; null where the response gives none.</summary>
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
            // A type that cannot be read in full, such as "text/html; charset", still says what it is.
            MediaTypeHeaderValue? type = headers.ContentType;
            last = new LastRead(raw, type?.MediaType ?? WithoutParameters(raw), type?.CharSet);
            Volatile.Write(ref _last, last);
        }

        return (last.Raw, last.MediaType, last.Charset);
    }

    /// <summary>What stands before the first semicolon.</summary>
    public static string WithoutParameters(string contentType) => contentType.Split(';')[0].Trim();

    private sealed record LastRead(string Raw, string MediaType, string? Charset);
}
