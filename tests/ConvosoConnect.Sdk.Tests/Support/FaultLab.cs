using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>
/// An engine whose endpoint holds three secrets. Whatever a send comes to, it must leave exactly one log entry that agrees with the result, and no secret
/// in any sentence, log entry or log message: each send through here is checked for that.
/// </summary>
internal sealed class FaultLab : IAsyncDisposable
{
    public const string ApiKey = "aK4f9c2e7715d84b3a";
    public const string Bearer = "bT7d1e90c64c2f5a88";
    public const string UrlToken = "uT3b8a61f2e09d4c75";

    // Text as text, so that a secret could not hide behind escapes.
    private static readonly JsonSerializerOptions AsText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Engine _engine;

    public FaultLab(Action<ConvosoConnectOptions>? configure = null, Action<ConvosoConnectBuilder>? build = null) =>
        _engine = new Engine(configure, builder =>
        {
            builder.Services.AddLogging(logging => logging.AddFakeLogging().SetMinimumLevel(LogLevel.Trace));
            build?.Invoke(builder);
        });

    public Engine Engine => _engine;

    /// <summary>Options for names that do not resolve: where no DNS answers, it takes the system longer than the limits usually allow.</summary>
    public static void PatientWithDns(ConvosoConnectOptions options) =>
        (options.ConnectTimeout, options.RequestTimeout) = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));

    /// <summary>A POST endpoint that reads <c>ok</c> from a JSON response and holds the secrets.</summary>
    public static ConnectEndpoint Endpoint(string url) => Engine.Endpoint($"{url}/leads?token={UrlToken}") with
    {
        ApiAuthentication = $"?api_key={ApiKey}",
        AuthorizationHeader = $"Authorization: Bearer {Bearer}",
    };

    /// <summary>Sends the lead to this address.</summary>
    public Task<Sent> SendAsync(string url) => SendAsync(Endpoint(url));

    public async Task<Sent> SendAsync(ConnectEndpoint endpoint, Adaptor? adaptor = null, LeadRecord? lead = null)
    {
        await _engine.SaveAsync(endpoint, adaptor);
        return await SendSavedAsync(lead);
    }

    /// <summary>Sends through what is stored.</summary>
    public async Task<Sent> SendSavedAsync(LeadRecord? lead = null, string endpointId = "crm")
    {
        long before = (await PageAsync()).Total;
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        ConnectResult result = await _engine.Client.SendAsync(endpointId, lead ?? Engine.Lead, TestContext.Current.CancellationToken);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        ConnectLogPage page = await PageAsync();
        Assert.Equal(before + 1, page.Total);
        ConnectLogEntry entry = page.Entries[0];
        Assert.Null(result.LogError);
        Assert.Equal(result.LogId, entry.Id);
        Assert.Equal(result.Error?.Kind, entry.ErrorKind);
        Assert.Equal(result.Error?.Message, entry.ErrorMessage);
        Assert.Equal(result.StatusCode, entry.StatusCode);
        AssertNoSecret(result, entry);
        return new Sent(result, entry) { Allocated = allocated };
    }

    /// <summary>Sends, and expects that the caller's cancellation comes through and leaves one entry.</summary>
    public async Task<ConnectLogEntry> CancelAsync(CancellationTokenSource caller, Task? when)
    {
        Task<ConnectResult> sending = _engine.Client.SendAsync("crm", Engine.Lead, caller.Token);
        if (when is not null)
        {
            await when.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            await caller.CancelAsync();
        }

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(caller.Token, thrown.CancellationToken);
        ConnectLogEntry entry = Assert.Single((await PageAsync()).Entries);
        Assert.Equal(ConnectErrorKind.Cancelled, entry.ErrorKind);
        Assert.Null(entry.Result);
        AssertNoSecret(null, entry);
        return entry;
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task<ConnectLogPage> PageAsync() => await _engine.Log.QueryAsync(new ConnectLogQuery());

    private void AssertNoSecret(ConnectResult? result, ConnectLogEntry entry)
    {
        string[] messages = [.. _engine.Services.GetFakeLogCollector().GetSnapshot().Select(m => $"{m.Message} {m.Exception}")];
        string all = string.Join(
            '\n', [$"{result}", $"{result?.Error}", $"{result?.Diagnosis}", result?.LogError ?? "", JsonSerializer.Serialize(entry, AsText), $"{entry}", .. messages]);
        Assert.NotEmpty(messages);
        foreach (string secret in new[] { ApiKey, Bearer, UrlToken })
        {
            // Six characters show that a secret was cut short, which a search for the whole of it would miss.
            Assert.DoesNotContain(secret[..6], all, StringComparison.Ordinal);
        }
    }
}
