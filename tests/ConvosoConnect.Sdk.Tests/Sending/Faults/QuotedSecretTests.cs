using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Parts of the app whose exceptions quote credentials, before the engine has built a request that holds them; <see cref="FaultLab"/> searches too.</summary>
public sealed class QuotedSecretTests
{
    private const string Brought = "bR0ught-by-the-template";

    [Fact]
    public async Task SendAsync_ResolverQuotesTheEndpoint_IsMasked()
    {
        await using var lab = new FaultLab(build: b => b.UseAdaptorResolver<QuotingResolver>());

        Sent sent = await lab.SendAsync("http://127.0.0.1:9");

        Assert.Equal(ConnectErrorKind.AppFailed, sent.Result.Error?.Kind);
        Assert.Contains("no adaptor for ?api_key=*** Authorization: ***", sent.Result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_TemplateOrEncoderQuotesWhatTheTemplateBrought_IsMasked(bool templateThrows)
    {
        var part = new Scripted
        {
            OnShape = request =>
            {
                request.AddHeader("X-Api-Key", Brought);
                request.ApiUrl += "&partner_token=p4rtner-token";
                if (templateThrows)
                {
                    throw new FormatException($"refused {Brought} and p4rtner-token");
                }
            },
            OnEncode = (_, _) => throw new FormatException($"refused {Brought} and p4rtner-token"),
        };
        await using var lab = new FaultLab(build: b => b.Services.AddSingleton<IIntegratorTemplate>(part).AddSingleton<IBodyEncoder>(part));

        Sent sent = await lab.SendAsync(FaultLab.Endpoint("http://127.0.0.1:9") with { ApiIntegrator = "Scripted", PostDataType = "Scripted" });

        Assert.Equal(ConnectErrorKind.AppFailed, sent.Result.Error?.Kind);
        Assert.EndsWith("refused *** and ***", sent.Result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(sent.Result.Error.Message, sent.Entry.ErrorMessage);
    }

    [Fact]
    public async Task SendAsync_TemplateBringsAnotherSecretToEachOfTwoSendsAtOnce_EachExceptionIsMaskedWithItsOwn()
    {
        // The first send throws only after the second has been shaped. Shaping and encoding of a send run on one thread.
        using var second = new ManualResetEventSlim();
        using var mine = new ThreadLocal<int>();
        int shaped = 0;
        var part = new Scripted
        {
            OnShape = request =>
            {
                mine.Value = Interlocked.Increment(ref shaped);
                request.AddHeader("X-Api-Key", $"{Brought}-{mine.Value}");
            },
            OnEncode = (_, _) =>
            {
                if (mine.Value == 1)
                {
                    Assert.True(second.Wait(TimeSpan.FromSeconds(30)));
                }

                second.Set();
                throw new FormatException($"refused {Brought}-{mine.Value}");
            },
        };
        await using var lab = new FaultLab(build: b => b.Services.AddSingleton<IIntegratorTemplate>(part).AddSingleton<IBodyEncoder>(part));
        await lab.Engine.SaveAsync(FaultLab.Endpoint("http://127.0.0.1:9") with { ApiIntegrator = "Scripted", PostDataType = "Scripted" }, Engine.Adaptor);
        Task<ConnectResult> first = Task.Run(() => lab.Engine.Client.SendAsync("crm", Engine.Lead, new SendOptions { Origin = "Queue" }), Engine.Token);
        SpinWait.SpinUntil(() => Volatile.Read(ref shaped) == 1, TimeSpan.FromSeconds(30));

        ConnectResult[] results = [await lab.Engine.Client.SendAsync("crm", Engine.Lead, new SendOptions { Origin = "Queue" }, Engine.Token), await first];

        Assert.All(results, result => Assert.EndsWith("refused ***", result.Error!.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SendAsync_ReceiverRepeatsASecretWithASemicolonInItsContentType_IsMaskedBeforeTheParametersAreCutOff()
    {
        const string secret = "s3cret;with=semicolon";
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("no", $"text/{secret}", 415);
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url) with { AuthorizationHeader = $"X-Api-Key: {secret}" });

        Assert.Equal(415, sent.Result.StatusCode);
        Assert.DoesNotContain("s3cret", sent.Result.Error!.Message + string.Concat(sent.Result.Diagnosis!.Steps.Select(step => step.Finding)), StringComparison.Ordinal);
        Assert.Contains(sent.Result.Diagnosis!.Steps, step => step.Finding.Contains("text/***", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PreviewAsync_DefaultValueUnderASensitiveKey_IsMaskedInItsRow()
    {
        await using var lab = new FaultLab();
        await lab.Engine.SaveAsync(
            FaultLab.Endpoint("http://127.0.0.1:9"),
            Engine.Adaptor with { Fields = [new FieldMapping { Field = "none", MappedTo = "password", DefaultValue = "d3fault-password" }] });

        ConnectPreview preview = await lab.Engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);

        RowTrace row = Assert.Single(preview.Rows);
        Assert.Equal(("***", "***"), (row.Value, row.Mapping.DefaultValue));
    }

    private sealed class QuotingResolver : IAdaptorResolver
    {
        public ValueTask<AdaptorResolution> ResolveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException($"no adaptor for {endpoint.ApiAuthentication} {endpoint.AuthorizationHeader}");
    }
}
