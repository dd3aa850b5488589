using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Relational.Tests;

/// <summary>The options of the database stores come from code and from the section Storage, and bad ones stop the start.</summary>
public sealed class RelationalStoreOptionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("LogQueueCapacity", "0")]
    [InlineData("LogQueueCapacity", "1000001")]
    [InlineData("LogRetentionDays", "0")]
    [InlineData("LogRetentionDays", "36501")]
    [InlineData("schema", "")]
    [InlineData("schema", "Connect")]
    [InlineData("schema", "1connect")]
    [InlineData("schema", "a-b")]
    [InlineData("schema", "a\"; DROP")]
    [InlineData("schema", "\u0131\u015f")]
    public async Task StartAsync_BadValue_StopsTheHostAndIsNamed(string option, string value)
    {
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        string key = option == "schema" ? "Schema" : option;
        foreach (Func<Task> start in new[]
        {
            () => StartAsync("{}", o => Set(o, option, value)),
            () => StartAsync("{\"Storage\":{\"" + key + "\":" + JsonSerializer.Serialize(value) + "}}"),
        })
        {
            var exception = await Assert.ThrowsAsync<OptionsValidationException>(start);

            string failure = Assert.Single(exception.Failures);
            Assert.Contains(option, failure, StringComparison.Ordinal);
            Assert.Contains(value, failure, StringComparison.Ordinal);
            Assert.EndsWith(".", failure, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task StartAsync_Defaults_AreGoodAndAsDocumented()
    {
        using IHost host = await StartAsync("{}");

        RelationalStoreOptions options = Options(host);
        Assert.Equal(("convoso_connect", null, true, 4_096), (options.Schema, options.LogRetentionDays, options.LogFlushesToDisk, options.LogQueueCapacity));
    }

    [Fact]
    public async Task StartAsync_SectionAndCode_TheCodeWins()
    {
        using IHost host = await StartAsync(
            """{"AllowHttp":true,"storage":{"Schema":"leads","LogRetentionDays":"30","LogFlushesToDisk":"False","LogQueueCapacity":7}}""", o => o.LogQueueCapacity++);

        RelationalStoreOptions options = Options(host);
        Assert.Equal(("leads", 30, false, 8), (options.Schema, options.LogRetentionDays, options.LogFlushesToDisk, options.LogQueueCapacity));
        Assert.True(host.Services.GetRequiredService<IOptions<ConvosoConnectOptions>>().Value.AllowHttp);
    }

    [Fact]
    public async Task StartAsync_EachOptionInTheSection_IsRead()
    {
        foreach (PropertyInfo property in typeof(RelationalStoreOptions).GetProperties())
        {
            object? usual = property.GetValue(new RelationalStoreOptions());
            (object other, string json) = usual switch
            {
                bool value => (!value, value ? "false" : "true"),
                string => ((object)"leads", "\"leads\""),
                _ => (7, "7"),
            };
            using IHost host = await StartAsync($$"""{"Storage":{ "{{property.Name}}":{{json}} } }""");

            Assert.NotEqual(usual, other);
            Assert.Equal(other, property.GetValue(Options(host)));
        }
    }

    [Theory]
    [InlineData("LogRetentionDays", "30")]
    [InlineData("logflushestodisk", "false")]
    [InlineData("LogQueueCapacity", "9")]
    public async Task StartAsync_SettingOutsideStorage_IsRefusedAndSaysWhereItBelongs(string key, string value)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync($$"""{"{{key}}":{{value}}}"""));

        Assert.Equal($"Connect:{key}: It is a setting of Storage. Write it as Connect:Storage:{key}.", Assert.Single(exception.Failures));
    }

    [Fact]
    public async Task StartAsync_StorageAndEndpointsBroken_TellsEverythingAtOnce()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(
            """{"AllowHttp":"perhaps","Storage":{"LogRetentionDays":"soon","LogQueueLength":1},"Endpoints":{"a":{"ApiUrl":"ftp://a.example"}}}""", isLogOnly: true));

        Assert.Contains(exception.Failures, f => f.StartsWith("Connect:AllowHttp: ", StringComparison.Ordinal));
        Assert.Contains("Connect:Storage:LogRetentionDays: 'soon' is not a whole number.", exception.Failures);
        Assert.Contains(
            "Connect:Storage:LogQueueLength: There is no setting of that name. Known are: LogFlushesToDisk, LogQueueCapacity, LogRetentionDays, Schema.", exception.Failures);
        Assert.Contains(exception.Failures, f => f.StartsWith("Connect:Endpoints:a:ApiUrl: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Use_TwiceOrBothWays_ReplacesTheEarlierDatabase()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        ConvosoConnectBuilder builder = services.AddConvosoConnect()
            .UseRelationalStores(_ => throw new InvalidOperationException("The replaced database was made."))
            .UseRelationalLog(_ => throw new InvalidOperationException("The replaced log was made."));
        int once = services.Count;

        builder.UseRelationalStores(_ => new PlainDatabase("unused.db")).UseRelationalLog(_ => new PlainDatabase("unused-log.db"));

        Assert.Equal(once, services.Count);
        await using ServiceProvider provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Assert.Single(provider.GetServices<IHostedService>(), service => service.GetType().Name == "RetentionService");
        Assert.Same(provider.GetRequiredService<IConnectLogStore>(), provider.GetRequiredService<IConnectLogRetention>());
        Assert.NotNull(provider.GetRequiredService<IEndpointStore>());
    }

    [Fact]
    public void Use_WithoutADatabase_IsMisuse()
    {
        ConvosoConnectBuilder builder = new ServiceCollection().AddConvosoConnect();

        Assert.Throws<ArgumentNullException>("database", () => builder.UseRelationalStores(null!));
        Assert.Throws<ArgumentNullException>("database", () => builder.UseRelationalLog(null!));
        Assert.Throws<ArgumentNullException>("builder", () => RelationalStoreExtensions.UseRelationalStores(null!, _ => new PlainDatabase("unused.db")));
        Assert.Throws<ArgumentNullException>("builder", () => RelationalStoreExtensions.UseRelationalLog(null!, _ => new PlainDatabase("unused.db")));
    }

    private static RelationalStoreOptions Options(IHost host) => host.Services.GetRequiredService<IOptions<RelationalStoreOptions>>().Value;

    private static void Set(RelationalStoreOptions options, string option, string value)
    {
        switch (option)
        {
            case "LogQueueCapacity": options.LogQueueCapacity = int.Parse(value, CultureInfo.InvariantCulture); break;
            case "LogRetentionDays": options.LogRetentionDays = int.Parse(value, CultureInfo.InvariantCulture); break;
            default: options.Schema = value; break;
        }
    }

    private static async Task<IHost> StartAsync(string json, Action<RelationalStoreOptions>? configure = null, bool isLogOnly = false)
    {
        HostApplicationBuilder app = Host.CreateEmptyApplicationBuilder(null);
        app.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes("{\"Connect\":" + json + "}")));
        string unused = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        ConvosoConnectBuilder builder = app.Services.AddConvosoConnect(app.Configuration.GetSection("Connect"), optional: true);
        _ = isLogOnly ? builder.UseRelationalLog(_ => new PlainDatabase(unused), configure) : builder.UseRelationalStores(_ => new PlainDatabase(unused), configure);
        IHost host = app.Build();
        try
        {
            await host.StartAsync(Token);
            await host.StopAsync(Token);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
