using ConvosoConnect.Sdk.Credentials.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Credentials.Tests;

/// <summary>A token endpoint that gives no token: one sentence, nothing sent, no secret shown.</summary>
public sealed class OAuthFaultTests
{
    public static TheoryData<string, Func<HttpContext, Task>, string> Faults => new()
    {
        { "HTML", c => Receiver.JsonAsync(c, 200, "<html><body>Sign in</body></html>", "text/html"), " answered 200 with 'text/html', which is not the JSON of a token. Check TokenUrl." },
        { "HTML 401", c => Receiver.JsonAsync(c, 401, "<html>No</html>", "text/html"), " answered 401 with 'text/html'" },
        { "error", c => Receiver.JsonAsync(c, 401, """{"error":"invalid_client"}"""), " answered 401 with the error 'invalid_client'. Check ClientId, ClientSecret and Scope." },
        {
            "echo",
            c => Receiver.JsonAsync(c, 400, """{"error":"invalid_scope","error_description":"no scope for s3cret-of-the-client"}"""),
            " with the error 'invalid_scope'. Check ClientId"
        },
        {
            "cut echo",
            c => Receiver.JsonAsync(c, 400, $$"""{"error":"{{new string('p', 190)}}s3cret-of-the-client","error_description":"{{new string('p', 190)}}s3cret-of-the-client"}"""),
            " with the error that is no plain word. Check ClientId"
        },
        { "no token", c => Receiver.JsonAsync(c, 200, "{}"), " and its JSON has no access_token. Check TokenUrl." },
        { "array", c => Receiver.JsonAsync(c, 200, "[1]"), " answered 200" },
        { "numbers", c => Receiver.JsonAsync(c, 200, """{"access_token":12345678,"token_type":["Bearer"],"expires_in":"soon"}"""), " and its JSON has no access_token." },
        { "empty", c => Receiver.JsonAsync(c, 200, ""), " answered 200" },
        { "503", c => Receiver.JsonAsync(c, 503, "", "text/plain"), " answered 503" },
        { "MAC", c => Receiver.JsonAsync(c, 200, """{"access_token":"mac-token-1234","token_type":"mac"}"""), " with a token of the type 'mac'; only Bearer tokens can be used." },
        {
            "1 MB",
            c => Receiver.JsonAsync(c, 200, $$"""{"access_token":"{{new string('x', 1024 * 1024)}}","token_type":"Bearer"}"""),
            " answered 200 with more than 65536 bytes, which is no token."
        },
        {
            "line break",
            c => Receiver.JsonAsync(c, 200, """{"access_token":"a\r\nX-Evil: 1","token_type":"Bearer"}"""),
            " with a token that no header can carry: it has a space, a control character or one beyond ASCII."
        },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task TokenEndpoint_WithoutAToken_FailsTheSendInOneSentence(string name, Func<HttpContext, Task> answer, string expected)
    {
        await using TokenServer tokens = await TokenServer.StartAsync((context, _) => answer(context));
        await using Receiver receiver = await Receiver.StartAsync();
        await using Lab lab = OAuthTests.LabOf(tokens);

        var sent = await lab.SendAsync(Lab.Endpoint(receiver.Url, "crm"));

        Assert.True(sent.Result.Error?.Kind == ConnectErrorKind.CredentialFailed, $"{name}: {sent.Result}");
        Assert.Contains(expected, sent.Result.Error!.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was sent to the receiver.", sent.Result.Error.Message, StringComparison.Ordinal);
        Assert.Equal((DiagnosisVerdict.Failed, sent.Result.Error.Message), (sent.Result.Diagnosis!.Steps[1].Verdict, sent.Result.Diagnosis.Steps[1].Finding));
        Assert.Empty(receiver.All);
        await lab.HoldsNoneAsync(sent, "s3cret-of-the-client", "s3cret-of", "mac-token-1234", "xxxxxxxxxx");
    }

    [Fact]
    public async Task TokenEndpoint_ThatRefusesForEver_IsAskedLessAndLess()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using TokenServer tokens = await TokenServer.StartAsync((context, _) => Receiver.JsonAsync(context, 401, """{"error":"invalid_client"}"""));
        await using Receiver receiver = await Receiver.StartAsync();
        await using Lab lab = OAuthTests.LabOf(tokens, clock);
        await lab.SaveAsync(Lab.Endpoint(receiver.Url, "crm"));
        string last = "";

        // Ten minutes with a send each half second.
        for (int i = 0; i < 1200; i++)
        {
            last = (await lab.SendAsync("crm")).Result.Error!.Message;
            clock.Advance(TimeSpan.FromSeconds(0.5));
        }

        // After 0, 1, 3, 7, 15, 31 and 63 seconds, then each minute.
        Assert.Equal(15, tokens.Requests);
        Assert.Matches("invalid_client.*The token endpoint is asked again in [0-9]+ seconds at the earliest. Nothing was sent to the receiver.$", last);
    }

    [Fact]
    public async Task Renewal_ThatFailsAfterA401_LeavesTheReceiversResponse()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        int asked = 0;
        await using TokenServer tokens = await TokenServer.StartAsync((context, _) => Interlocked.Increment(ref asked) == 1
            ? Receiver.JsonAsync(context, 200, """{"access_token":"token-of-old-1234","token_type":"Bearer"}""")
            : Receiver.JsonAsync(context, 400, """{"error":"invalid_client"}"""));
        int sends = 0;
        await using Receiver receiver = await Receiver.StartAsync((context, seen) =>
            Interlocked.Increment(ref sends) > 1 ? Receiver.JsonAsync(context, 401, """{"message":"no longer"}""") : Receiver.OkAsync(context, seen));
        await using Lab lab = OAuthTests.LabOf(tokens, clock);
        await lab.SaveAsync(Lab.Endpoint(receiver.Url, "crm"));
        Assert.True((await lab.SendAsync("crm")).Result.Succeeded);
        clock.Advance(TimeSpan.FromMinutes(1));

        var sent = await lab.SendAsync("crm");

        Assert.Equal((ConnectErrorKind.HttpStatus, 401), (sent.Result.Error!.Kind, sent.Result.StatusCode));
        Assert.Contains("no longer", sent.Entry.ResponseBody, StringComparison.Ordinal);
        Assert.Equal(2, receiver.All.Length);
    }

    [Fact]
    public async Task TokenEndpoint_AtAForbiddenAddress_IsNotAsked()
    {
        await using TokenServer tokens = await TokenServer.StartAsync();
        await using Lab lab = OAuthTests.LabOf(tokens, configure: o => o.AllowedNetworks = []);

        var sent = await lab.SendAsync(Lab.Endpoint("http://crm.example/leads", "crm"));

        Assert.Equal(ConnectErrorKind.CredentialFailed, sent.Result.Error?.Kind);
        Assert.Contains("The credential 'crm' got no token: Nothing was sent to 127.0.0.1: this address", sent.Result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(0, tokens.Requests);
    }

    [Fact]
    public async Task TokenEndpoint_WithoutHttps_IsNotAskedUnlessTheOptionsAllowIt()
    {
        await using TokenServer tokens = await TokenServer.StartAsync();
        await using Lab lab = OAuthTests.LabOf(tokens, configure: o => o.AllowHttp = false);

        var sent = await lab.SendAsync(Lab.Endpoint("https://crm.example/leads", "crm"));

        Assert.Contains("its URL begins with http, which sends secrets in the clear", sent.Result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(0, tokens.Requests);
    }

    [Fact]
    public async Task TokenEndpoint_ThatIsTooSlow_IsNamedAsWhatTookTheTime()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TokenServer tokens = await TokenServer.StartAsync(async (context, _) =>
        {
            using CancellationTokenRegistration end = context.RequestAborted.Register(() => gone.TrySetResult());
            await gone.Task;
        });
        await using Lab lab = OAuthTests.LabOf(tokens, configure: o => o.RequestTimeout = TimeSpan.FromSeconds(0.3));

        var sent = await lab.SendAsync(Lab.Endpoint("http://crm.example/leads", "crm"));

        Assert.True(sent.Result.Error?.Kind is ConnectErrorKind.Timeout or ConnectErrorKind.CredentialFailed, sent.Result.ToString());
        Assert.StartsWith("The credential 'crm'", sent.Result.Error!.Message, StringComparison.Ordinal);
        await gone.Task.WaitAsync(Lab.Token);
    }

    [Fact]
    public async Task TokenEndpoint_ThatIsNotThere_IsSaidWithItsPlace()
    {
        string url;
        await using (TokenServer gone = await TokenServer.StartAsync())
        {
            url = gone.Url;
        }

        await using var lab = new Lab(b => b.AddOAuthClientCredentials("crm", o => (o.TokenUrl, o.ClientId, o.ClientSecret) = (url, "app", "s3cret-1234")));

        var sent = await lab.SendAsync(Lab.Endpoint("http://crm.example/leads", "crm"));

        Assert.Equal(ConnectErrorKind.CredentialFailed, sent.Result.Error?.Kind);
        Assert.Contains($"The credential 'crm' got no token: No connection to {new Uri(url).Authority}: ", sent.Result.Error!.Message, StringComparison.Ordinal);
    }
}
