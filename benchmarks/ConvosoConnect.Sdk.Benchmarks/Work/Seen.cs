using System.Text;
using System.Text.Json;

namespace ConvosoConnect.Sdk.Benchmarks.Work;

/// <summary>A request as a receiver sees it. A contender whose requests are not equivalent does other work and is not timed.</summary>
public sealed record Seen(string Method, string Url, string? Authorization, string? UserAgent, string? AcceptEncoding, string? MediaType, byte[] Body)
{
    public static Seen Of(HttpRequestMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        string? Header(string name) => message.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
        return new(
            message.Method.Method,
            message.RequestUri!.OriginalString,
            Header("Authorization"),
            Header("User-Agent"),
            Header("Accept-Encoding"),
            message.Content?.Headers.ContentType?.MediaType,
            message.Content?.ReadAsByteArrayAsync().GetAwaiter().GetResult() ?? []);
    }

    /// <summary>Why the other request is not equivalent; null when it is: the same but for how its text is escaped.</summary>
    public string? Difference(Seen other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (string Name, string? Mine, string? Theirs)[] parts =
        [
            ("method", Method, other.Method),
            ("URL", Url, other.Url),
            ("Authorization", Authorization, other.Authorization),
            ("User-Agent", UserAgent, other.UserAgent),
            ("Accept-Encoding", AcceptEncoding, other.AcceptEncoding),
            ("media type", MediaType, other.MediaType),
            ("body", Plain(MediaType, Body), Plain(other.MediaType, other.Body)),
        ];
        (string name, string? mine, string? theirs) = parts.FirstOrDefault(p => p.Mine != p.Theirs);
        return name is null ? null : $"{name} is\n{theirs}\nand not\n{mine}";
    }

    private static string Plain(string? mediaType, byte[] body)
    {
        string text = Encoding.UTF8.GetString(body);
        return mediaType switch
        {
            "application/json" => string.Join('\n', JsonSerializer.Deserialize<JsonElement>(text).EnumerateObject().Select(p => $"{p.Name}={p.Value}")),
            "application/x-www-form-urlencoded" => string.Join('\n', text.Split('&').Select(p => System.Net.WebUtility.UrlDecode(p))),
            _ => text,
        };
    }
}
