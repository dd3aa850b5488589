using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Hosting;

/// <summary>A part of the section that a package reads into options of its own: as strictly as the engine reads its own, and judged together with them.</summary>
public sealed class ConfigurationSectionTests
{
    [Fact]
    public async Task Start_ClaimedPart_IsReadAndTheCodeAfterItWins()
    {
        await using var settings = new Settings("""{"AllowHttp":true,"kitchen":{"Name":"main","Ovens":"3","MostCooks":4,"IsOpen":"TRUE"}}""", b =>
        {
            AddKitchen(b);
            b.Services.Configure<KitchenOptions>(o => o.Ovens++);
        });

        Assert.NotNull(settings.Client);
        KitchenOptions kitchen = settings.Services.GetRequiredService<IOptions<KitchenOptions>>().Value;
        Assert.Equal(("main", 4, 4, true), (kitchen.Name, kitchen.Ovens, kitchen.MostCooks, kitchen.IsOpen));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Kitchen":{}}""")]
    [InlineData("""{"Kitchen":null}""")]
    [InlineData("""{"Kitchen":{"Name":null,"Ovens":"","MostCooks":null}}""")]
    public async Task Start_NothingInThePart_LeavesTheDefaults(string json)
    {
        await using var settings = new Settings(json, AddKitchen, isOptional: true);

        Assert.NotNull(settings.Client);
        KitchenOptions kitchen = settings.Services.GetRequiredService<IOptions<KitchenOptions>>().Value;
        Assert.Equal(("none", 1, null, false), (kitchen.Name, kitchen.Ovens, kitchen.MostCooks, kitchen.IsOpen));
    }

    [Theory]
    [InlineData("\"Kitchen\":7", "Connect:Kitchen: A single value was found where an object with settings is expected.")]
    [InlineData("\"Kitchen\":{\"Ovens\":\"many\"}", "Connect:Kitchen:Ovens: 'many' is not a whole number.")]
    [InlineData("\"Kitchen\":{\"Ovens\":[1]}", "Connect:Kitchen:Ovens: A list or an object was found where a single value is expected.")]
    [InlineData("\"Kitchen\":{\"Oven\":1}", "Connect:Kitchen:Oven: There is no setting of that name. Known are: IsOpen, MostCooks, Name, Ovens.")]
    [InlineData("\"Kitchen\":{\"Ovens\":99}", "There are 99 ovens; nine are possible.")]
    [InlineData("\"Ovens\":2", "Connect:Ovens: It is a setting of Kitchen. Write it as Connect:Kitchen:Ovens.")]
    [InlineData("\"OVENS\":2,\"Kitchen\":{\"Name\":\"a\"}", "Connect:OVENS: It is a setting of Kitchen. Write it as Connect:Kitchen:OVENS.")]
    [InlineData("\"Cellar\":{\"Name\":\"a\"}", "Connect:Cellar: There is no setting of that name. Known are: ")]
    public async Task Start_BrokenPart_IsToldWithEverythingElse(string part, string failure)
    {
        await using var settings = new Settings("{\"TimeZone\":\"Mars\"," + part + "}", AddKitchen);
        var exception = Assert.Throws<OptionsValidationException>(() => settings.Client);

        Assert.StartsWith(failure, Assert.Single(exception.Failures, f => f.StartsWith(failure, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(exception.Failures.Distinct(), exception.Failures);
    }

    [Fact]
    public async Task Start_PartThatNobodyReads_IsRefusedAndTheSentenceTellsOfPackages()
    {
        await using var settings = new Settings("""{"LogRetentionDays":30,"Storage":{"LogRetentionDays":30}}""");
        var exception = Assert.Throws<OptionsValidationException>(() => settings.Client);

        Assert.Equal(["Connect:LogRetentionDays", "Connect:Storage"], exception.Failures.Select(f => f[..f.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
        Assert.All(exception.Failures, f => Assert.EndsWith(
            "Settings of a package stand in a part of its own, and only where the package is used, such as Storage with UseSqlite or UsePostgreSql.", f, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Change_BrokenPart_LeavesTheLastGoodStateWhole()
    {
        await using var settings = new Settings("""{"AllowHttp":true,"Kitchen":{"Ovens":2}}""", AddKitchen);
        Assert.NotNull(settings.Client);

        settings.Change("""{"AllowHttp":false,"Kitchen":{"Ovens":99}}""");

        Assert.True(settings.Options.CurrentValue.AllowHttp);
        Assert.Contains("There are 99 ovens", settings.Services.GetRequiredService<ConvosoConnectConfigurationStatus>().Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_PartThatIsReadOnce_SaysSoOnce()
    {
        await using var settings = new Settings("""{"LogCapacity":5,"Kitchen":{"Ovens":2}}""", AddKitchen);
        Assert.NotNull(settings.Client);

        settings.Change("""{"LogCapacity":6,"Kitchen":{"Ovens":3}}""");
        Assert.EndsWith(
            "when the app is started again: LogCapacity, Kitchen.", Assert.Single(settings.TakeLog(), r => r.Level == LogLevel.Warning).Message, StringComparison.Ordinal);

        settings.Change("""{"LogCapacity":6,"AllowHttp":true,"Kitchen":{"Ovens":3}}""");
        Assert.DoesNotContain(settings.TakeLog(), r => r.Level == LogLevel.Warning);
    }

    [Fact]
    public void AddConfigurationSection_Twice_EqualsOnceAndOtherOptionsAreRefused()
    {
        ConvosoConnectBuilder builder = new ServiceCollection().AddConvosoConnect();
        AddKitchen(builder);
        int once = builder.Services.Count;

        AddKitchen(builder);
        var refused = Assert.Throws<InvalidOperationException>(() => builder.AddConfigurationSection<CellarOptions>("kitchen", (_, _) => { }));

        Assert.Equal(once, builder.Services.Count);
        Assert.Contains("'kitchen'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(KitchenOptions), refused.Message, StringComparison.Ordinal);
    }

    private static void AddKitchen(ConvosoConnectBuilder builder)
    {
        builder.AddConfigurationSection<KitchenOptions>("Kitchen", (part, o) =>
        {
            o.Name = part.Text("Name", o.Name);
            o.Ovens = part.Integer("Ovens", o.Ovens);
            o.MostCooks = part.OptionalInteger("MostCooks", o.MostCooks);
            o.IsOpen = part.Boolean("IsOpen", o.IsOpen);
        });
        if (!builder.Services.Any(d => d.ServiceType == typeof(IValidateOptions<KitchenOptions>)))
        {
            builder.Services.AddOptions<KitchenOptions>().Validate(o => o.Ovens < 10, "There are 99 ovens; nine are possible.");
        }
    }

    private sealed class KitchenOptions
    {
        public string Name { get; set; } = "none";

        public int Ovens { get; set; } = 1;

        public int? MostCooks { get; set; }

        public bool IsOpen { get; set; }
    }

    private sealed class CellarOptions;
}
