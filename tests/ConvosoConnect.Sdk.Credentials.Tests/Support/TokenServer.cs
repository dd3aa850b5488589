using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ConvosoConnect.Sdk.Credentials.Tests.Support;

/// <summary>A token endpoint whose responses the test chooses. By itself it gives <c>token-1</c>, <c>token-2</c> and so on, each for an hour.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    private readonly Receiver _receiver;
    private readonly ConcurrentQueue<Dictionary<string, StringValues>> _forms;
    private static int _number;

    private TokenServer(Receiver receiver, ConcurrentQueue<Dictionary<string, StringValues>> forms) => (_receiver, _forms) = (receiver, forms);

    public string Url => _receiver.Url + "/token";

    public int Requests => _receiver.All.Length;

    public Dictionary<string, StringValues>[] Forms => [.. _forms];

    public Seen Last => _receiver.Last;

    public static async Task<TokenServer> StartAsync(Func<HttpContext, Dictionary<string, StringValues>, Task>? answer = null)
    {
        var forms = new ConcurrentQueue<Dictionary<string, StringValues>>();
        Receiver receiver = await Receiver.StartAsync((context, seen) =>
        {
            Dictionary<string, StringValues> form = QueryHelpers.ParseQuery(seen.Text);
            forms.Enqueue(form);
            return answer is null ? GiveAsync(context) : answer(context, form);
        });
        return new TokenServer(receiver, forms);
    }

    public static Task GiveAsync(HttpContext context, int seconds = 3600, string? refreshToken = null) => Receiver.JsonAsync(
        context,
        200,
        $$"""{"access_token":"token-{{Interlocked.Increment(ref _number):D8}}","token_type":"Bearer","expires_in":{{seconds}}{{(refreshToken is null ? "" : $",\"refresh_token\":\"{refreshToken}\"")}}}""");

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();
}
