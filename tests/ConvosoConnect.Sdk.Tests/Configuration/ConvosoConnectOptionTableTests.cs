using System.Globalization;
using System.Reflection;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Configuration;

/// <summary>An option is a property and a row: whatever else happens to it follows from the row.</summary>
public sealed class ConvosoConnectOptionTableTests
{
    // What stands in the configuration for an option whose type does not say what is possible.
    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["AllowedHosts"] = "[\"crm.example\"]",
        ["AllowedNetworks"] = "[\"10.1.0.0/16\"]",
        ["CredentialNames"] = "[\"x-partner-id\"]",
        ["LogTimeZone"] = "\"Asia/Kathmandu\"",
        ["SystemDateFormat"] = "\"Ymd\"",
        ["TimeZone"] = "\"Asia/Kathmandu\"",
    };

    public static TheoryData<string> Options => [.. typeof(ConvosoConnectOptions).GetProperties().Select(p => p.Name)];

    [Fact]
    public void Rows_Names_AreTheProperties() => Assert.Equal(Options.Select(row => row.Data).Order(), ConvosoConnectOptionTable.Rows.Names.Order());

    [Theory]
    [MemberData(nameof(Options))]
    public async Task Change_OneOption_IsReadAndSeenAndToldWhereItTakesEffectLater(string name)
    {
        PropertyInfo property = typeof(ConvosoConnectOptions).GetProperty(name)!;
        (object? usual, object? changed, string json) = Example(property);
        await using var settings = new Settings("{}", isOptional: true);
        SendSettingsHolder holder = settings.Services.GetRequiredService<SendSettingsHolder>();
        SendSettings before = holder.Current;
        Assert.Equal(usual, property.GetValue(before.Options));

        settings.Change($$"""{"{{name}}":{{json}}}""");

        ConvosoConnectOptions now = settings.Options.CurrentValue;
        Assert.Equal(changed, property.GetValue(now));
        (string seen, OptionEffect effect, _, _) = Assert.Single(ConvosoConnectOptionTable.Rows.Differences(new(), now));
        Assert.Equal(name, seen);
        Assert.Equal(effect == OptionEffect.AtRestart, ReferenceEquals(before, holder.Current));
        Assert.Equal(effect == OptionEffect.AtRestart ? usual : changed, property.GetValue(holder.Current.Options));
        string[] warnings = [.. settings.TakeLog().Where(r => r.Level == LogLevel.Warning).Select(r => r.Message)];
        Assert.Equal(effect == OptionEffect.AtOnce ? 0 : 1, warnings.Length);
        Assert.All(warnings, w => Assert.Contains(name, w, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_AppKeepsAndChangesItsOptions_StayAsTheyWere()
    {
        ConvosoConnectOptions? kept = null;
        List<string> networks = ["10.1.0.0/16"];
        await using var settings = new Settings("{}", b => b.Services.Configure<ConvosoConnectOptions>(o => (kept = o).AllowedNetworks = networks), isOptional: true);
        SendSettings now = settings.Services.GetRequiredService<SendSettingsHolder>().Current;

        kept!.MaxRequestBytes = 7;
        networks.Add("10.2.0.0/16");

        Assert.Equal((16 * 1024 * 1024, "10.1.0.0/16"), (now.Options.MaxRequestBytes, Assert.Single(now.Options.AllowedNetworks)));
    }

    /// <summary>The default of an option, another value, and how that stands in the configuration.</summary>
    private static (object? Usual, object? Changed, string Json) Example(PropertyInfo property)
    {
        object? usual = property.GetValue(new ConvosoConnectOptions());
        return usual switch
        {
            bool value => (usual, !value, value ? "false" : "true"),
            int value => (usual, value - 1, (value - 1).ToString(CultureInfo.InvariantCulture)),
            TimeSpan value => (usual, value + TimeSpan.FromSeconds(1), $"\"{value + TimeSpan.FromSeconds(1)}\""),
            string => (usual, Examples[property.Name].Trim('"'), Examples[property.Name]),
            _ => (usual, new[] { Examples[property.Name].Trim('[', ']', '"') }, Examples[property.Name]),
        };
    }
}
