using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Sending;
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
    public async Task PreviewAsync_DefaultValueUnderASensitiveKey_IsMaskedInItsRow()
    {
        await using var lab = new FaultLab();
        await lab.Engine.SaveAsync(
            FaultLab.Endpoint("http://127.0.0.1:9"), Engine.Adaptor with { Fields = [new FieldMapping { Field = "none", MappedTo = "password", DefaultValue = "d3fault-password" }] });

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
