using System.Security.Cryptography;
using System.Text;
using ConvosoConnect.Sdk.Endpoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>Credentials at rest.</summary>
public abstract class SecretCases
{
    private const string Key = "pl4nted-api-key-0123456789";
    private const string Header = "pl4nted-header-9876543210";

    private static readonly ConnectEndpoint Secret =
        StubEngine.Endpoint with { ApiAuthentication = $"api_key={Key}", AuthorizationHeader = $"Authorization: Bearer {Header}" };

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task SaveAsync_WithDataProtection_DatabaseHoldsNoSecret()
    {
        await using TestDatabase database = await CreateAsync();
        var protection = new EphemeralDataProtectionProvider();

        await ProveAsync(database, services => services.AddSingleton<IDataProtectionProvider>(protection));
    }

    [Fact]
    public async Task SaveAsync_WithAProtectorOfTheApp_DatabaseHoldsNoSecretAndDataProtectionIsNotAsked()
    {
        await using TestDatabase database = await CreateAsync();
        var protector = new KeyRing("k1");

        await ProveAsync(
            database,
            services => services.AddSingleton<ISecretProtector>(protector).AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()));

        Assert.Contains("k1:", Encoding.UTF8.GetString(await database.DumpAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_KeyRotated_OldIsReadableAndTheNextSaveUsesTheNewKey()
    {
        await using TestDatabase database = await CreateAsync();
        await using (ServiceProvider before = Open(database, new KeyRing("k1")))
        {
            await SaveAsync(before);
        }

        await using ServiceProvider after = Open(database, new KeyRing("k2", "k1"));
        IEndpointStore endpoints = after.GetRequiredService<IEndpointStore>();
        ConnectEndpoint read = (await endpoints.GetAsync(Secret.Id, Token))!;
        Assert.Equal((Secret.ApiAuthentication, Secret.AuthorizationHeader, null), (read.ApiAuthentication, read.AuthorizationHeader, read.Fault));
        Assert.True((await SendAsync(after)).Succeeded);

        await endpoints.SaveAsync(read, Token);

        await using ServiceProvider later = Open(database, new KeyRing("k2"));
        Assert.Equal(Secret.ApiAuthentication, (await later.GetRequiredService<IEndpointStore>().GetAsync(Secret.Id, Token))!.ApiAuthentication);
    }

    [Fact]
    public async Task SendAsync_KeyLost_ThatEndpointAloneFailsUntilItIsSavedAnew()
    {
        await using TestDatabase database = await CreateAsync();
        await using (ServiceProvider before = Open(database, new KeyRing("k1")))
        {
            await SaveAsync(before);
            await before.GetRequiredService<IEndpointStore>().SaveAsync(StubEngine.Endpoint with { Id = "open", Name = "Open" }, Token);
        }

        await using ServiceProvider after = Open(database, new KeyRing("k2"));
        IEndpointStore endpoints = after.GetRequiredService<IEndpointStore>();
        IReadOnlyList<ConnectEndpoint> all = await endpoints.ListAsync(cancellationToken: Token);
        Assert.Equal([Secret.Id, "open"], all.Select(e => e.Id));
        ConnectEndpoint lost = all[0];
        Assert.StartsWith("Its credentials cannot be decrypted", lost.Fault, StringComparison.Ordinal);
        Assert.Equal(("", ""), (lost.ApiAuthentication, lost.AuthorizationHeader));
        Assert.Null(all[1].Fault);

        ConnectResult refused = await SendAsync(after);
        Assert.Equal(ConnectErrorKind.EndpointInvalid, refused.Error!.Kind);
        Assert.Contains("Its credentials cannot be decrypted", refused.Error.Message, StringComparison.Ordinal);
        Assert.True((await SendAsync(after, "open")).Succeeded);
        await Assert.ThrowsAsync<ConnectValidationException>(async () => await endpoints.SaveAsync(lost with { ApiAuthentication = "api_key=new" }, Token));

        await endpoints.SaveAsync(lost with { ApiAuthentication = "api_key=new", Fault = null }, Token);

        Assert.True((await SendAsync(after)).Succeeded);
    }

    [Fact]
    public async Task SendAsync_KeyIsBack_WorksWithoutASaveOrARestart()
    {
        await using TestDatabase database = await CreateAsync();
        var keys = new KeyRing("k1");
        await using ServiceProvider engine = Open(database, keys);
        await SaveAsync(engine);
        keys.IsAway = true;
        Assert.Equal(ConnectErrorKind.EndpointInvalid, (await SendAsync(engine)).Error!.Kind);

        keys.IsAway = false;

        Assert.True((await SendAsync(engine)).Succeeded);
    }

    [Fact]
    public async Task ListAsync_ProtectorThrowsSomethingElse_StillListsAll()
    {
        await using TestDatabase database = await CreateAsync();
        var keys = new KeyRing("k1") { Failure = () => new KeyNotFoundException("k1") };
        await using ServiceProvider engine = Open(database, keys);
        await SaveAsync(engine);
        keys.IsAway = true;

        ConnectEndpoint listed = Assert.Single(await engine.GetRequiredService<IEndpointStore>().ListAsync(cancellationToken: Token));

        Assert.NotNull(listed.Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task SaveAsync_ProtectorReturnsNoText_IsRefusedAndNothingChanges(string? text)
    {
        await using TestDatabase database = await CreateAsync();
        var protector = new MuteProtector(text);
        await using ServiceProvider engine = database.Open(services => services.AddSingleton<ISecretProtector>(protector));
        await SaveAsync(engine);
        IEndpointStore endpoints = engine.GetRequiredService<IEndpointStore>();
        ConnectEndpoint saved = (await endpoints.GetAsync(Secret.Id, Token))!;
        protector.IsMuteWhenItProtects = true;

        var refused = await Assert.ThrowsAsync<CryptographicException>(async () => await endpoints.SaveAsync(saved with { Name = "Other" }, Token));

        Assert.Equal(
            "The endpoint was not saved: MuteProtector returned no text for credentials that it was to encrypt, so they would be lost. Correct the app's secret protector.",
            refused.Message);
        Assert.Equal(saved, await endpoints.GetAsync(Secret.Id, Token));
        Assert.True((await SendAsync(engine)).Succeeded);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task SendAsync_ProtectorReturnsNoText_IsNotSentWithoutCredentials(string? text)
    {
        await using TestDatabase database = await CreateAsync();
        var protector = new MuteProtector(text);
        await using ServiceProvider engine = database.Open(services => services.AddSingleton<ISecretProtector>(protector));
        await SaveAsync(engine);
        protector.IsMuteWhenItUnprotects = true;

        ConnectResult refused = await SendAsync(engine);

        Assert.Equal(ConnectErrorKind.EndpointInvalid, refused.Error!.Kind);
        Assert.Contains(
            "Its credentials cannot be decrypted: MuteProtector returned no text for them. Correct the app's secret protector, or enter the credentials again and save.",
            refused.Error.Message,
            StringComparison.Ordinal);
        protector.IsMuteWhenItUnprotects = false;
        Assert.True((await SendAsync(engine)).Succeeded);
    }

    [Fact]
    public async Task SaveAsync_ProtectionAddedLater_ReadsTheOldAndEncryptsAtTheNextSave()
    {
        await using TestDatabase database = await CreateAsync();
        await using (ServiceProvider before = database.Open())
        {
            await SaveAsync(before);
        }

        Assert.Contains(Key, Encoding.UTF8.GetString(await database.DumpAsync()), StringComparison.Ordinal);
        await using ServiceProvider after = Open(database, new KeyRing("k1"));
        IEndpointStore endpoints = after.GetRequiredService<IEndpointStore>();
        ConnectEndpoint read = (await endpoints.GetAsync(Secret.Id, Token))!;
        Assert.Equal(Secret.ApiAuthentication, read.ApiAuthentication);

        await endpoints.SaveAsync(read, Token);

        await using ServiceProvider without = database.Open();
        ConnectEndpoint locked = (await without.GetRequiredService<IEndpointStore>().GetAsync(Secret.Id, Token))!;
        Assert.NotNull(locked.Fault);
        Assert.Equal("", locked.ApiAuthentication);
    }

    [Fact]
    public async Task StartAsync_WithoutAProtector_WarnsOnce()
    {
        await using TestDatabase database = await CreateAsync();
        var logs = new FakeLogCollector();
        await using ServiceProvider engine = database.Open(services => services.AddLogging(b => b.AddProvider(new FakeLoggerProvider(logs))));
        foreach (IHostedService service in engine.GetServices<IHostedService>())
        {
            await service.StartAsync(Token);
        }

        FakeLogRecord Warning() => Assert.Single(logs.GetSnapshot(), r => r.Level >= LogLevel.Warning);
        Assert.StartsWith("Credentials of endpoints are stored in the clear.", Warning().Message, StringComparison.Ordinal);
        await SaveAsync(engine);
        Assert.True((await SendAsync(engine)).Succeeded);
        Assert.Equal(LogLevel.Warning, Warning().Level);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StartAsync_WithoutAProtectorAndTheLoggerThrows_StartsAndSends(bool isAsked)
    {
        await using TestDatabase database = await CreateAsync();
        using var logs = new ThrowingLogs(isAsked);
        await using ServiceProvider engine = database.Open(services => services.AddLogging(b => b.AddProvider(logs)));
        foreach (IHostedService service in engine.GetServices<IHostedService>())
        {
            await service.StartAsync(Token);
        }

        await SaveAsync(engine);
        Assert.True((await SendAsync(engine)).Succeeded);
        Assert.True(logs.Thrown > 0);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ServiceProvider Open(TestDatabase database, KeyRing keys) => database.Open(services => services.AddSingleton<ISecretProtector>(keys));

    private static async Task SaveAsync(ServiceProvider engine)
    {
        await engine.GetRequiredService<IAdaptorStore>().SaveAsync(StubEngine.Adaptor, Token);
        await engine.GetRequiredService<IEndpointStore>().SaveAsync(Secret, Token);
    }

    private static Task<ConnectResult> SendAsync(ServiceProvider engine, string id = StubEngine.EndpointId) =>
        engine.GetRequiredService<IConvosoConnectClient>().SendAsync(id, StubEngine.Lead("1"), Token);

    /// <summary>Saves, sends and reads the secrets with one engine and reads them with the next, then looks for them in the database.</summary>
    private static async Task ProveAsync(TestDatabase database, Action<IServiceCollection> protection)
    {
        await using (ServiceProvider engine = database.Open(protection))
        {
            await SaveAsync(engine);
            Assert.True((await SendAsync(engine)).Succeeded);
            Assert.Equal(Secret.AuthorizationHeader, (await engine.GetRequiredService<IEndpointStore>().GetAsync(Secret.Id, Token))!.AuthorizationHeader);
            await AssertHiddenAsync(database);
        }

        await using ServiceProvider again = database.Open(protection);
        ConnectEndpoint read = Assert.Single(await again.GetRequiredService<IEndpointStore>().ListAsync(cancellationToken: Token));
        Assert.Equal((Secret.ApiAuthentication, Secret.AuthorizationHeader, null), (read.ApiAuthentication, read.AuthorizationHeader, read.Fault));
        await AssertHiddenAsync(database);
    }

    private static async Task AssertHiddenAsync(TestDatabase database)
    {
        byte[] dump = await database.DumpAsync();
        Assert.True(dump.AsSpan().IndexOf("https://crm.example.com/leads"u8) >= 0, "The dump does not hold the endpoint at all.");
        foreach (string secret in new[] { Key, Header })
        {
            Assert.Equal(-1, dump.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)));
            Assert.Equal(-1, dump.AsSpan().IndexOf(Encoding.Unicode.GetBytes(secret)));
        }
    }

    /// <summary>A log of the app that throws when it is asked whether it is on, or when it is written to.</summary>
    private sealed class ThrowingLogs(bool whenAsked) : ILoggerProvider, ILogger
    {
        private int _thrown;

        public int Thrown => _thrown;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => !whenAsked || Throw();

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Throw();

        public void Dispose()
        {
        }

        private bool Throw()
        {
            Interlocked.Increment(ref _thrown);
            throw new InvalidOperationException("The log is broken.");
        }
    }
}
