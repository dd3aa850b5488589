using System.Collections.Concurrent;
using ConvosoConnect.Sdk.Credentials.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Credentials.Tests;

public sealed class OAuthTests
{
    private const string Secret = "s3cret-of-the-client";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenIddict_ClientCredentials_GetsOneTokenThatItsReceiverTakes(bool inBody)
    {
        await using OpenIddictServer server = await OpenIddictServer.StartAsync();
        await using var lab = new Lab(b => b.AddOAuthClientCredentials("crm", o =>
        {
            (o.TokenUrl, o.ClientId, o.ClientSecret, o.ClientSecretInBody) = (server.TokenUrl, OpenIddictServer.ClientId, OpenIddictServer.ClientSecret, inBody);
        }));

        var first = await lab.SendAsync(Lab.Endpoint(server.Url + "/leads", "crm"));
        var second = await lab.SendAsync("crm");

        Assert.True(first.Result.Succeeded && second.Result.Succeeded, $"{first.Result} {first.Result.Diagnosis}");
        Assert.Equal("convoso-connect by client_credentials", server.LastSubject);
        Assert.Equal(1, server.TokenRequests);
        await lab.HoldsNoneAsync(first, OpenIddictServer.ClientSecret, "eyJ");
    }

    [Fact]
    public async Task OpenIddict_WrongSecret_IsAFailedCredentialInTheSecondStep()
    {
        await using OpenIddictServer server = await OpenIddictServer.StartAsync();
        await using var lab = new Lab(b => b.AddOAuthClientCredentials("crm", o =>
            (o.TokenUrl, o.ClientId, o.ClientSecret) = (server.TokenUrl, OpenIddictServer.ClientId, "wrong-secret-1")));

        var sent = await lab.SendAsync(Lab.Endpoint(server.Url + "/leads", "crm"));

        Assert.Equal(ConnectErrorKind.CredentialFailed, sent.Result.Error?.Kind);
        Assert.Contains("with the error 'invalid_client'. Check ClientId, ClientSecret and Scope. Nothing was sent", sent.Result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(
            [DiagnosisVerdict.NotReached, DiagnosisVerdict.Failed, DiagnosisVerdict.NotReached, DiagnosisVerdict.NotReached, DiagnosisVerdict.NotReached],
            sent.Result.Diagnosis!.Steps.Select(s => s.Verdict));
        Assert.Equal(ConnectErrorKind.CredentialFailed, sent.Entry.ErrorKind);
        await lab.HoldsNoneAsync(sent, "wrong-secret-1");
    }

    [Fact]
    public async Task Token_BeforeItsEnd_IsReplacedOnce()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using TokenServer tokens = await TokenServer.StartAsync((context, _) => TokenServer.GiveAsync(context, seconds: 600));
        await using Receiver receiver = await Receiver.StartAsync();
        await using Lab lab = LabOf(tokens, clock);

        await lab.SendAsync(Lab.Endpoint(receiver.Url, "crm"));
        clock.Advance(TimeSpan.FromSeconds(539));
        await lab.SendAsync("crm");
        Assert.Equal(1, tokens.Requests);
        clock.Advance(TimeSpan.FromSeconds(1));
        await lab.SendAsync("crm");
        await lab.SendAsync("crm");

        Assert.Equal(2, tokens.Requests);
        Assert.Equal(2, receiver.All.Select(s => s.Header("Authorization")).Distinct().Count());
    }

    [Fact]
    public async Task Sends_AtTheSameTime_WaitForOneTokenRequest()
    {
        const int sends = 50;
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TokenServer tokens = await TokenServer.StartAsync(async (context, _) =>
        {
            arrived.TrySetResult();
            await go.Task;
            await TokenServer.GiveAsync(context);
        });
        await using Receiver receiver = await Receiver.StartAsync();
        await using Lab lab = LabOf(tokens);
        await lab.SaveAsync(Lab.Endpoint(receiver.Url, "crm"));

        Task<ConnectResult>[] sending = [.. Enumerable.Range(0, sends).Select(_ => lab.Client.SendAsync("crm", Lab.Lead, Lab.Token))];
        await arrived.Task.WaitAsync(Lab.Token);
        go.SetResult();
        ConnectResult[] results = await Task.WhenAll(sending);

        Assert.All(results, result => Assert.True(result.Succeeded, result.ToString()));
        Assert.Equal((1, sends), (tokens.Requests, receiver.All.Length));
    }

    [Fact]
    public async Task CallerWhoCancels_WhileTheTokenIsFetched_LeavesItToTheOthers()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TokenServer tokens = await TokenServer.StartAsync(async (context, _) =>
        {
            arrived.TrySetResult();
            await go.Task;
            await TokenServer.GiveAsync(context);
        });
        await using Receiver receiver = await Receiver.StartAsync();
        await using Lab lab = LabOf(tokens);
        await lab.SaveAsync(Lab.Endpoint(receiver.Url, "crm"));
        using var cancel = new CancellationTokenSource();

        Task<ConnectResult> leaves = lab.Client.SendAsync("crm", Lab.Lead, cancel.Token);
        await arrived.Task.WaitAsync(Lab.Token);
        Task<ConnectResult> stays = lab.Client.SendAsync("crm", Lab.Lead, Lab.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        go.SetResult();

        Assert.True((await stays).Succeeded);
        Assert.Equal((1, 1), (tokens.Requests, receiver.All.Length));
    }

    [Fact]
    public async Task Receiver_ThatRefusesAToken_GetsTheLeadOnceMoreWithANewOne()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var revoked = new ConcurrentDictionary<string, bool>();
        await using TokenServer tokens = await TokenServer.StartAsync();
        await using Receiver receiver = await Receiver.StartAsync((context, seen) =>
            revoked.ContainsKey(seen.Header("Authorization")!) ? Receiver.JsonAsync(context, 401, "{}") : Receiver.OkAsync(context, seen));
        await using Lab lab = LabOf(tokens, clock);
        await lab.SendAsync(Lab.Endpoint(receiver.Url, "crm"));
        revoked[receiver.Last.Header("Authorization")!] = true;
        clock.Advance(TimeSpan.FromSeconds(10));

        var sent = await lab.SendAsync("crm");

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Equal((2, 3), (tokens.Requests, receiver.All.Length));
        Assert.Equal(receiver.All[1].Text, receiver.All[2].Text);
        await lab.HoldsNoneAsync(sent, [.. receiver.All.Select(s => s.Header("Authorization")!["Bearer ".Length..])]);
    }

    [Fact]
    public async Task Receiver_ThatRefusesEveryToken_CausesOneTokenRequestInTenSeconds()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using TokenServer tokens = await TokenServer.StartAsync();
        await using Receiver receiver = await Receiver.StartAsync((context, _) => Receiver.JsonAsync(context, 401, "{}"));
        await using Lab lab = LabOf(tokens, clock);
        await lab.SaveAsync(Lab.Endpoint(receiver.Url, "crm"));

        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(ConnectErrorKind.HttpStatus, (await lab.SendAsync("crm")).Result.Error?.Kind);
        }

        Assert.Equal((1, 5), (tokens.Requests, receiver.All.Length));
        clock.Advance(TimeSpan.FromSeconds(10));
        var sent = await lab.SendAsync("crm");
        Assert.Equal((2, 7), (tokens.Requests, receiver.All.Length));
        Assert.Contains("and the credential 'crm' that the app defines.", sent.Result.Diagnosis!.Steps[1].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshToken_ThatIsReplaced_IsKeptAndUsedNextTime()
    {
        int number = 1;
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using TokenServer tokens = await TokenServer.StartAsync((context, form) => form["refresh_token"] == $"refresh-{number:D6}"
            ? TokenServer.GiveAsync(context, seconds: 100, refreshToken: $"refresh-{++number:D6}")
            : Receiver.JsonAsync(context, 400, """{"error":"invalid_grant"}"""));
        await using Receiver receiver = await Receiver.StartAsync();
        await using var lab = new Lab(b => b.AddOAuthRefreshToken("crm", o =>
            (o.TokenUrl, o.ClientId, o.ClientSecret, o.RefreshToken) = (tokens.Url, "app", Secret, "refresh-000001")), clock);
        await lab.SendAsync(Lab.Endpoint(receiver.Url, "crm"));
        for (int i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(60));
            var sent = await lab.SendAsync("crm");
            Assert.True(sent.Result.Succeeded, sent.Result.ToString());
            await lab.HoldsNoneAsync(sent, "refresh-0", Secret);
        }

        Assert.Equal(["refresh-000001", "refresh-000002", "refresh-000003", "refresh-000004"], tokens.Forms.Select(f => f["refresh_token"].ToString()));
        Assert.Equal("refresh-000005", await lab.Services.GetRequiredService<IRefreshTokenStore>().GetAsync("crm", Lab.Token));
    }

    [Fact]
    public async Task RefreshToken_UsedUpByAnotherInstance_IsTakenFromTheStore()
    {
        await using TokenServer tokens = await TokenServer.StartAsync((context, form) => form["refresh_token"] == "refresh-2"
            ? TokenServer.GiveAsync(context)
            : Receiver.JsonAsync(context, 400, """{"error":"invalid_grant"}"""));
        await using Receiver receiver = await Receiver.StartAsync();
        await using var lab = new Lab(b => b
            .AddOAuthRefreshToken("crm", o => (o.TokenUrl, o.ClientId, o.RefreshToken) = (tokens.Url, "app", "refresh-1"))
            .UseRefreshTokenStore<LateStore>());

        var sent = await lab.SendAsync(Lab.Endpoint(receiver.Url, "crm"));

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Equal(["refresh-1", "refresh-2"], tokens.Forms.Select(f => f["refresh_token"].ToString()));
    }

    internal static Lab LabOf(TokenServer tokens, TimeProvider? clock = null, Action<ConvosoConnectOptions>? configure = null) =>
        new(b => b.AddOAuthClientCredentials("crm", o => (o.TokenUrl, o.ClientId, o.ClientSecret, o.Scope) = (tokens.Url, "app", Secret, "leads")), clock, configure);

    /// <summary>A store into which another instance writes after the first look.</summary>
    private sealed class LateStore : IRefreshTokenStore
    {
        private int _looks;

        public ValueTask<string?> GetAsync(string credential, CancellationToken cancellationToken = default) =>
            new(Interlocked.Increment(ref _looks) == 1 ? null : "refresh-2");

        public ValueTask SaveAsync(string credential, string refreshToken, CancellationToken cancellationToken = default) => default;
    }
}
