using System.Globalization;
using System.Net;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests;

public sealed class ConvosoConnectOptionsTests
{
    public static TheoryData<string, string> Bad => new()
    {
        { "RequestTimeout", "00:00:00" },
        { "RequestTimeout", "01:00:01" },
        { "ConnectTimeout", "-00:00:01" },
        { "LogTimeout", "00:00:00" },
        { "DisposalTimeout", "00:00:00" },
        { "AllowedNetworks", "10.1.2.3/8" },
        { "AllowedNetworks", "10.0.0.0/33" },
        { "AllowedNetworks", "10.0.0.0/-1" },
        { "AllowedNetworks", "10.0.0.0/" },
        { "AllowedNetworks", "10.0.0.0/8/8" },
        { "AllowedNetworks", "10" },
        { "AllowedNetworks", "010.0.0.0/8" },
        { "AllowedNetworks", "0x7f.0.0.1" },
        { "AllowedNetworks", "::ffff:10.0.0.0/104" },
        { "AllowedNetworks", "fe80::1%1" },
        { "AllowedNetworks", "fd00::/129" },
        { "AllowedNetworks", "fd00::1/8" },
        { "AllowedNetworks", "localhost" },
        { "AllowedNetworks", "" },
        { "AllowedHosts", "127.0.0.1" },
        { "AllowedHosts", "[::1]" },
        { "AllowedHosts", "::1" },
        { "AllowedHosts", "2130706433" },
        { "AllowedHosts", "*.0.0.1" },
        { "AllowedHosts", "１２７．０．０．１" },
        { "AllowedHosts", "https://crm.example" },
        { "AllowedHosts", "crm.example:443" },
        { "AllowedHosts", "crm.example/leads" },
        { "AllowedHosts", "ann@crm.example" },
        { "AllowedHosts", "crm.*.example" },
        { "AllowedHosts", "*" },
        { "AllowedHosts", "*." },
        { "AllowedHosts", "" },
        { "CredentialNames", "" },
        { "CredentialNames", " x-partner-id" },
        { "MaxRequestBytes", "0" },
        { "MaxRequestBytes", "2000000000" },
        { "MaxResponseBytes", "-1" },
        { "LogCapacity", "0" },
        { "LogCapacity", "10000001" },
        { "LogCapacityBytes", "0" },
        { "LogResponseLength", "-1" },
        { "LogResultLength", "-1" },
        { "LogResultLength", "65537" },
        { "CompiledEndpointLimit", "0" },
        { "TimeZone", "Mars/Olympus" },
        { "TimeZone", "../../../../etc/hosts" },
        { "TimeZone", "" },
        { "LogTimeZone", "Mars/Olympus" },
        { "LogTimeZone", "" },
        { "SystemDateFormat", "yyyy" },
        { "SystemDateFormat", "System Default" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task StartAsync_BadValue_StopsTheHostAndIsNamed(string option, string value)
    {
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddConvosoConnect(options => Set(options, option, value));
        using IHost host = builder.Build();
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Engine.Token));

        string failure = Assert.Single(exception.Failures);
        Assert.Contains(option, failure, StringComparison.Ordinal);
        Assert.Contains(value, failure, StringComparison.Ordinal);
        Assert.EndsWith(".", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_SeveralBadValues_NamesThemAll()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddConvosoConnect(options =>
        {
            options.RequestTimeout = TimeSpan.Zero;
            options.LogCapacity = 0;
            options.TimeZone = null!;
            options.SystemDateFormat = null!;
            options.AllowedNetworks = null!;
            options.AllowedHosts = [null!];
        });
        using IHost host = builder.Build();
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Engine.Token));

        Assert.Equal(6, exception.Failures.Count());
    }

    [Fact]
    public async Task StartAsync_Defaults_AreGoodAndAsDocumented()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddConvosoConnect();
        using IHost host = builder.Build();
        await host.StartAsync(Engine.Token);
        ConvosoConnectOptions options = host.Services.GetRequiredService<IOptions<ConvosoConnectOptions>>().Value;
        await host.StopAsync(Engine.Token);

        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)), (options.RequestTimeout, options.ConnectTimeout, options.LogTimeout));
        Assert.Equal(TimeSpan.FromSeconds(10), options.DisposalTimeout);
        Assert.Equal((16 * 1024 * 1024, 1024 * 1024, 10_000), (options.MaxRequestBytes, options.MaxResponseBytes, options.LogCapacity));
        Assert.Equal((1_024, 64 * 1024 * 1024), (options.LogResultLength, options.LogCapacityBytes));
        Assert.Equal((65_536, 20_000, false, true), (options.LogResponseLength, options.CompiledEndpointLimit, options.AllowHttp, options.MaskCredentials));
        Assert.Equal((0, 0), (options.AllowedNetworks.Count, options.AllowedHosts.Count));
        Assert.Equal(("America/Los_Angeles", "Y-m-d H:i:s"), (options.TimeZone, options.SystemDateFormat));
        Assert.Equal(("America/Los_Angeles", "America/Los_Angeles"), (options.LogTimeZone, options.GetLogTimeZone().Id));
    }

    [Fact]
    public async Task Configuration_EveryOption_IsRead()
    {
        await using var settings = new Settings("""
            {"RequestTimeout":"00:00:07","ConnectTimeout":"00:00:03","AllowHttp":"True","AllowedNetworks":["10.1.0.0/16"],"AllowedHosts":["*.x.example"],
             "MaxRequestBytes":"1000","MaxResponseBytes":2000,"TimeZone":"Asia/Kathmandu","LogTimeZone":"Europe/Berlin","SystemDateFormat":"Ymd","LogCapacity":"5","LogResponseLength":"6","LogResultLength":"9",
             "LogCapacityBytes":"70000","LogTimeout":"00:00:02","DisposalTimeout":"00:00:04","MaskCredentials":"false","CredentialNames":["x-partner-id"],
             "CompiledEndpointLimit":"8"}
            """);
        SendSettings now = settings.Services.GetRequiredService<SendSettingsHolder>().Current;

        Assert.Equal((TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(3)), (now.Options.RequestTimeout, now.Options.ConnectTimeout));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)), (now.Options.LogTimeout, now.Options.DisposalTimeout));
        Assert.Equal((true, false, 1000, 2000), (now.Options.AllowHttp, now.Options.MaskCredentials, now.Options.MaxRequestBytes, now.Options.MaxResponseBytes));
        Assert.Equal(("Asia/Kathmandu", "Europe/Berlin", "Ymd"), (now.Options.TimeZone, now.Options.LogTimeZone, now.Options.SystemDateFormat));
        Assert.Equal((6, 9, 8), (now.Options.LogResponseLength, now.Options.LogResultLength, now.Options.CompiledEndpointLimit));
        Assert.True(now.CredentialNames.IsSensitive("X-Partner-Id"));
        Assert.Null(now.Guard.Forbids("a.example", IPAddress.Parse("10.1.2.3")));
        Assert.Null(now.Guard.Forbids("a.x.example", IPAddress.Loopback));
        Assert.NotNull(now.Guard.Forbids("a.example", IPAddress.Loopback));
        ConvosoConnectOptions options = settings.Services.GetRequiredService<IOptions<ConvosoConnectOptions>>().Value;
        Assert.Equal((5, 70_000), (options.LogCapacity, options.LogCapacityBytes));
    }

    [Fact]
    public async Task Configuration_CodeAfterIt_Wins()
    {
        await using var settings = new Settings("""{"LogCapacity":"5"}""", b => b.Services.Configure<ConvosoConnectOptions>(o => o.LogCapacity++));

        Assert.Equal(6, settings.Services.GetRequiredService<IOptions<ConvosoConnectOptions>>().Value.LogCapacity);
    }

    [Fact]
    public async Task Configuration_ConfigureActionThrowsOnReload_KeepsTheLastGoodOptions()
    {
        bool broken = false;
        await using var settings = new Settings("""{"MaskCredentials":true}""", b => b.Services.Configure<ConvosoConnectOptions>(_ =>
        {
            if (broken)
            {
                throw new InvalidOperationException("out of order");
            }
        }));
        SendSettingsHolder holder = settings.Services.GetRequiredService<SendSettingsHolder>();
        SendSettings before = holder.Current;
        broken = true;

        settings.Change("""{"AllowHttp":true}""");

        Assert.Same(before, holder.Current);
        Assert.Contains("out of order", Assert.Single(settings.TakeLog()).Message, StringComparison.Ordinal);
    }

    private static void Set(ConvosoConnectOptions options, string option, string value)
    {
        TimeSpan Time() => TimeSpan.Parse(value, CultureInfo.InvariantCulture);
        int Number() => int.Parse(value, CultureInfo.InvariantCulture);
        switch (option)
        {
            case "RequestTimeout": options.RequestTimeout = Time(); break;
            case "ConnectTimeout": options.ConnectTimeout = Time(); break;
            case "LogTimeout": options.LogTimeout = Time(); break;
            case "DisposalTimeout": options.DisposalTimeout = Time(); break;
            case "AllowedNetworks": options.AllowedNetworks = ["10.0.0.0/8", value]; break;
            case "AllowedHosts": options.AllowedHosts = ["crm.example", value]; break;
            case "CredentialNames": options.CredentialNames = ["x-pin", value]; break;
            case "MaxRequestBytes": options.MaxRequestBytes = Number(); break;
            case "MaxResponseBytes": options.MaxResponseBytes = Number(); break;
            case "LogCapacity": options.LogCapacity = Number(); break;
            case "LogCapacityBytes": options.LogCapacityBytes = Number(); break;
            case "LogResponseLength": options.LogResponseLength = Number(); break;
            case "LogResultLength": options.LogResultLength = Number(); break;
            case "CompiledEndpointLimit": options.CompiledEndpointLimit = Number(); break;
            case "TimeZone": options.TimeZone = value; break;
            case "LogTimeZone": options.LogTimeZone = value; break;
            default: options.SystemDateFormat = value; break;
        }
    }
}
