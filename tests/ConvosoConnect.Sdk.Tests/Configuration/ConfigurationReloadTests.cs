using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Configuration;

/// <summary>Changes of the configuration while the app runs: good ones are followed, broken ones leave the last good state and a line in the app's log.</summary>
public sealed class ConfigurationReloadTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Fact]
    public async Task Change_GoodEndpoints_AreFollowedWithNewVersions()
    {
        await using var settings = new Settings(Endpoints("one", "https://one.example"));
        ConnectEndpoint before = (await settings.Endpoints.GetAsync("one", Engine.Token))!;
        settings.TakeLog();

        settings.Change(Endpoints("one", "https://two.example", "three", "https://three.example"));

        ConnectEndpoint after = (await settings.Endpoints.GetAsync("one", Engine.Token))!;
        Assert.Equal("https://two.example", after.ApiUrl);
        Assert.True(after.Version > before.Version);
        Assert.NotNull(await settings.Endpoints.GetAsync("three", Engine.Token));
        FakeLogRecord line = Assert.Single(settings.TakeLog());
        Assert.Equal(LogLevel.Information, line.Level);
        Assert.Equal("The configuration was reloaded; it holds 2 endpoints and 0 adaptors.", line.Message);

        settings.Change("""{"Endpoints":{}}""");
        Assert.Empty(await settings.Endpoints.ListAsync(null, Engine.Token));
    }

    [Fact]
    public async Task Change_BrokenEndpoints_KeepTheLastGoodOnesAndSayWhy()
    {
        await using var settings = new Settings(Endpoints("one", "https://one.example"));
        ConnectEndpoint before = (await settings.Endpoints.GetAsync("one", Engine.Token))!;
        settings.TakeLog();

        settings.Change(Endpoints("one", "https://s3cret@two.example", "two", "https://two.example"));

        Assert.Same(before, Assert.Single(await settings.Endpoints.ListAsync(null, Engine.Token)));
        FakeLogRecord line = Assert.Single(settings.TakeLog());
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Contains("the last good one stays in force", line.Message, StringComparison.Ordinal);
        Assert.Contains("Connect:Endpoints:one:ApiUrl", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", line.Message, StringComparison.Ordinal);

        settings.Change(Endpoints("two", "https://two.example"));
        Assert.Equal("two", Assert.Single(await settings.Endpoints.ListAsync(null, Engine.Token)).Id);
    }

    [Fact]
    public async Task Change_AdaptorsGoodAndBroken_AreFollowedAndRefusedLikewise()
    {
        await using var settings = new Settings("""{"Adaptors":{"map":{"Fields":[{"Field":"email","MappedTo":"e"}]}}}""");
        Assert.Equal("e", (await settings.Adaptors.GetAsync("map", Engine.Token))!.Fields[0].MappedTo);
        settings.TakeLog();

        settings.Change("""{"Adaptors":{"map":{"Fields":[{"Field":"email","MappedTo":"mail","DateFormat":"yyyy"}]}}}""");
        Assert.Equal("e", (await settings.Adaptors.GetAsync("map", Engine.Token))!.Fields[0].MappedTo);
        FakeLogRecord line = Assert.Single(settings.TakeLog());
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Contains("'yyyy'", line.Message, StringComparison.Ordinal);

        settings.Change("""{"Adaptors":{"map":{"Fields":[{"Field":"email","MappedTo":"mail"}]}}}""");
        Assert.Equal("mail", (await settings.Adaptors.GetAsync("map", Engine.Token))!.Fields[0].MappedTo);
    }

    [Fact]
    public async Task Change_ManyTimes_HttpEndpointsAreJudgedByTheNewAllowHttp()
    {
        await using var settings = new Settings(Endpoints("one", "https://one.example"));
        Assert.NotNull(await settings.Endpoints.GetAsync("one", Engine.Token));
        for (int i = 0; i < 6; i++)
        {
            settings.Change($$"""{"AllowHttp":true,{{Endpoints("one", "http://one.example")[1..]}}""");
            Assert.Equal("http://one.example", (await settings.Endpoints.GetAsync("one", Engine.Token))!.ApiUrl);
            settings.Change(Endpoints("one", "https://one.example"));
            Assert.Equal("https://one.example", (await settings.Endpoints.GetAsync("one", Engine.Token))!.ApiUrl);
        }

        Assert.DoesNotContain(settings.TakeLog(), r => r.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Change_Options_AreFollowedBySends()
    {
        string url = receivers.Answer("""{"ok":1}""");
        string hanging = receivers.Answer(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        string lists = $$$""","AllowedNetworks":["127.0.0.1"],"Adaptors":{"map":{"Fields":[{"Field":"email","MappedTo":"e"}]}},{{{Endpoints("crm", url, "slow", hanging)[1..]}}}""";
        await using var settings = new Settings("{\"AllowHttp\":true" + lists);
        Assert.True((await settings.Client.SendAsync("crm", Engine.Lead, Engine.Token)).Succeeded);

        settings.Change("{\"AllowHttp\":true,\"RequestTimeout\":\"00:00:00.1\"" + lists);
        ConnectResult late = await settings.Client.SendAsync("slow", Engine.Lead, Engine.Token);
        Assert.Equal(ConnectErrorKind.Timeout, late.Error!.Kind);
        Assert.Contains("0.1 seconds", late.Error.Message, StringComparison.Ordinal);

        // Endpoints that the new options forbid break the reload as a whole.
        settings.TakeLog();
        settings.Change("{\"AllowHttp\":false" + lists);
        Assert.True((await settings.Client.SendAsync("crm", Engine.Lead, Engine.Token)).Succeeded);
        Assert.Contains("Connect:Endpoints:crm:ApiUrl", Assert.Single(settings.TakeLog(), r => r.Level == LogLevel.Error).Message, StringComparison.Ordinal);
        Assert.Equal(2, receivers.Seen(url).Count);
    }

    [Theory]
    [InlineData("\"RequestTimeout\":\"soon\"", "Connect:RequestTimeout: 'soon' is not a time")]
    [InlineData("\"RequestTimeout\":\"-00:00:01\"", "RequestTimeout is -00:00:01")]
    [InlineData("\"AllowHttp\":\"maybe\"", "Connect:AllowHttp: 'maybe' is not true or false")]
    [InlineData("\"AlowHttp\":\"false\"", "Connect:AlowHttp: There is no setting of that name")]
    [InlineData("\"TimeZone\":\"Mars/Olympus\"", "TimeZone 'Mars/Olympus' is not known")]
    public async Task Change_BrokenOptions_KeepTheLastGoodOnesAndSayWhy(string broken, string sentence)
    {
        string url = receivers.Answer("""{"ok":1}""");
        string lists = $$$""","AllowedNetworks":["127.0.0.1"],"Adaptors":{"map":{"Fields":[{"Field":"email","MappedTo":"e"}]}},{{{Endpoints("crm", url)[1..]}}}""";
        await using var settings = new Settings("{\"AllowHttp\":true" + lists);
        Assert.True((await settings.Client.SendAsync("crm", Engine.Lead, Engine.Token)).Succeeded);
        settings.TakeLog();

        settings.Change("{" + broken + lists);

        Assert.True((await settings.Client.SendAsync("crm", Engine.Lead, Engine.Token)).Succeeded);
        FakeLogRecord line = Assert.Single(settings.TakeLog(), r => r.Level == LogLevel.Error);
        Assert.Contains("The reloaded configuration is broken; the last good one stays in force.", line.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, line.Message, StringComparison.Ordinal);
    }

    private static string Endpoints(params string[] idsAndUrls) =>
        "{\"Endpoints\":{" + string.Join(',', idsAndUrls.Chunk(2).Select(p => $"\"{p[0]}\":{{\"ApiUrl\":\"{p[1]}\",\"AdaptorId\":\"map\"}}")) + "}}";
}
