using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Sending.Requests;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Requests;

/// <summary>Headers may be shared with the request before, and must be this request's own all the same.</summary>
public sealed class HeaderMemoryTests
{
    private readonly HeaderMemory _memory = new();

    [Fact]
    public void Of_RequestsThatDifferInOnePart_GivesEachItsOwn()
    {
        (string Url, string Headers, string? Body)[] requests =
        [
            ("https://a.example/x", "A=1 B=2", "12345"),
            ("https://a.example/x", "A=1 B=2", "1"),
            ("https://a.example/x", "A=1 B=3", "1"),
            ("https://a.example/x", "A=2 B=3", "1"),
            ("https://a.example/x", "A=2 C=3", "1"),
            ("https://a.example/x", "A=2", "1"),
            ("https://a.example/x", "A=2 C=3 D=4", "1"),
            ("https://b.example/x", "A=2 C=3 D=4", "1"),
            ("https://b.example:8443/x", "A=2 C=3 D=4", "1"),
            ("https://b.example:8444/x", "A=2 C=3 D=4", "1"),
            ("https://b.example/x", "A=2 C=3 D=4", null),
            ("https://b.example/x", "A=2 C=3", null),
            ("https://b.example/x", "", null),
            ("https://b.example/x", "Host=other.example", null),
            ("https://b.example/x", "Host=third.example", null),
            ("https://b.example/x", "A=2", null),
        ];

        // Each after each, so that the memory holds every one of them before every other.
        foreach ((string Url, string Headers, string? Body) first in requests)
        {
            foreach ((string Url, string Headers, string? Body) second in requests)
            {
                Assert.Equal(Expected(first), Text(first));
                Assert.Equal(Expected(second), Text(second));
            }
        }
    }

    [Fact]
    public void Of_OtherLengthOnly_SharesTheRest()
    {
        HeaderList one = Of(("https://a.example/x", "A=1", "12345"));

        Assert.Same(one.Shared, Of(("https://a.example/x", "A=1", "1")).Shared);
        Assert.NotSame(one.Shared, Of(("https://a.example/x", "A=2", "1")).Shared);
    }

    private static string Expected((string Url, string Headers, string? Body) request)
    {
        string host = request.Headers.StartsWith("Host=", StringComparison.Ordinal) ? "" : $"Host={new Uri(request.Url).Authority} ";
        string body = request.Body is { } text ? $" Content-Type=text/plain; charset=utf-8 Content-Length={text.Length}" : "";
        return (host + request.Headers + body).Trim();
    }

    private string Text((string Url, string Headers, string? Body) request) => string.Join(' ', Of(request).Select(header => $"{header.Key}={header.Value}"));

    private HeaderList Of((string Url, string Headers, string? Body) request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Url);
        foreach (string header in request.Headers.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            message.Headers.TryAddWithoutValidation(header.Split('=')[0], header.Split('=')[1]);
        }

        message.Content = request.Body is { } body ? new StringContent(body) : null;
        return _memory.Of(message, new Uri(request.Url));
    }
}
