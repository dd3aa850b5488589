using System.Text;
using ConvosoConnect.Sdk.Endpoints;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>Credentials at rest in other places than the members that are made for them.</summary>
public abstract class SecretPlaceCases
{
    private const string Key = "pl4nted-api-key-0123456789";
    private const string Header = "pl4nted-header-9876543210";

    /// <summary>Credentials wherever an endpoint can have them; <c>shop</c> is one by an option.</summary>
    private static readonly ConnectEndpoint Spread = StubEngine.Endpoint with
    {
        ApiAuthentication = $"api_key={Key}",
        AuthorizationHeader = $"Authorization: Bearer {Header}",
        ApiUrl = $"https://crm.example.com/leads/{Header}?list=1001&api_token=pl4nted-url-token&shop=pl4nted-shop",
        SuccessValues = [$"accepted {Key}", "accepted 1@example.com"],
    };

    private static readonly Adaptor SpreadAdaptor = StubEngine.Adaptor with
    {
        Fields =
        [
            StubEngine.Adaptor.Fields[0],
            new FieldMapping { Field = "none", MappedTo = "campaign, access_token", DefaultValue = "pl4nted-default-token" },
            new FieldMapping { Field = "none", MappedTo = "password", DefaultValue = "s3c" },
            new FieldMapping { Field = "none", MappedTo = "source", DefaultValue = "pl41n-default" },
        ],
    };

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task SaveAsync_CredentialsInUrlDefaultValuesAndElsewhere_DatabaseHoldsNone()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = Open(database, new KeyRing("k1"));
        await engine.GetRequiredService<IAdaptorStore>().SaveAsync(SpreadAdaptor, Token);
        await engine.GetRequiredService<IEndpointStore>().SaveAsync(Spread, Token);

        byte[] dump = await database.DumpAsync();

        Assert.True(dump.AsSpan().IndexOf("https://crm.example.com/leads/***?list=1001&api_token=***&shop=***"u8) >= 0, "The dump does not hold the URL without its credentials.");
        Assert.True(dump.AsSpan().IndexOf("pl41n-default"u8) >= 0, "The dump does not hold a default value that is no credential.");
        Assert.All(
            new[] { Key, Header, "pl4nted-url", "pl4nted-shop", "pl4nted-default", "s3c" },
            secret => Assert.True(dump.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, secret));
        await using ServiceProvider again = Open(database, new KeyRing("k1"));
        Assert.Equal(Spread, (await again.GetRequiredService<IEndpointStore>().GetAsync(Spread.Id, Token))! with { Version = 0 });
        Assert.Equal(SpreadAdaptor, (await again.GetRequiredService<IAdaptorStore>().GetAsync(SpreadAdaptor.Id, Token))! with { Version = 0 });
        Assert.True((await SendAsync(again)).Succeeded);
    }

    [Fact]
    public async Task SendAsync_KeyOfAnAdaptorLost_IsNotSentUntilTheAdaptorIsSavedAnew()
    {
        await using TestDatabase database = await CreateAsync();
        await using (ServiceProvider before = Open(database, new KeyRing("k1")))
        {
            await before.GetRequiredService<IAdaptorStore>().SaveAsync(SpreadAdaptor, Token);
            await before.GetRequiredService<IEndpointStore>().SaveAsync(StubEngine.Endpoint, Token);
        }

        var keys = new KeyRing("k1") { IsAway = true };
        await using ServiceProvider after = Open(database, keys);
        IAdaptorStore adaptors = after.GetRequiredService<IAdaptorStore>();
        Adaptor lost = Assert.Single(await adaptors.ListAsync(cancellationToken: Token));
        Assert.StartsWith("Its credentials cannot be decrypted", lost.Fault, StringComparison.Ordinal);
        Assert.Equal(["", "***", "***", "pl41n-default"], lost.Fields.Select(f => f.DefaultValue));

        ConnectResult refused = await SendAsync(after);

        Assert.Equal(ConnectErrorKind.EndpointInvalid, refused.Error!.Kind);
        Assert.Contains("Adaptor 'Map', Fault: Its credentials cannot be decrypted", refused.Error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConnectValidationException>(async () => await adaptors.SaveAsync(lost, Token));
        keys.IsAway = false;
        Assert.True((await SendAsync(after)).Succeeded);
        keys.IsAway = true;
        await adaptors.SaveAsync(lost with { Fields = StubEngine.Adaptor.Fields, Fault = null }, Token);
        Assert.True((await SendAsync(after)).Succeeded);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ServiceProvider Open(TestDatabase database, KeyRing keys) =>
        database.Open(services => services.AddSingleton<ISecretProtector>(keys), options => options.CredentialNames = ["shop"]);

    private static Task<ConnectResult> SendAsync(ServiceProvider engine) =>
        engine.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, StubEngine.Lead("1"), Token);
}
