using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors;

public sealed class ConfigurationAdaptorStoreTests
{
    [Fact]
    public async Task GetAsync_AllFields_AreReadInOrder()
    {
        await using var settings = new Settings("""
            {"Adaptors":[{"Id":"map","Name":"Map","Active":false,"Fields":[
              {"Section":"calllog","Label":"Called","Field":"call_date","MappedTo":"called,at","DefaultValue":"never","DateFormat":"Ymd"},
              {"Field":"email","MappedTo":"email"},{"Section":"Extra","Field":"agent_email"}]}]}
            """);
        Adaptor adaptor = (await settings.Adaptors.GetAsync("map", Engine.Token))!;

        Assert.Equal(("Map", false), (adaptor.Name, adaptor.Active));
        Assert.Equal(
            [
                new FieldMapping { Section = LeadSection.CallLog, Label = "Called", Field = "call_date", MappedTo = "called,at", DefaultValue = "never", DateFormat = "Ymd" },
                new FieldMapping { Field = "email", MappedTo = "email" },
                new FieldMapping { Section = LeadSection.Extra, Field = "agent_email" },
            ],
            adaptor.Fields);
    }

    [Fact]
    public async Task ListAsync_KeyedForm_FiltersAndOrders()
    {
        await using var settings = new Settings("""
            {"Adaptors":{"b":{"Name":"Same"},"a":{"Name":"Same"},"c":{"Name":"Other","Active":"false"}}}
            """);

        Assert.Equal(["c", "a", "b"], (await settings.Adaptors.ListAsync(cancellationToken: Engine.Token)).Select(a => a.Id));
        Assert.Equal(["a", "b"], (await settings.Adaptors.ListAsync(new AdaptorFilter { Name = "SAM", Active = true }, Engine.Token)).Select(a => a.Id));
        Assert.Equal(["c"], (await settings.Adaptors.ListAsync(new AdaptorFilter { Active = false }, Engine.Token)).Select(a => a.Id));
    }

    [Theory]
    [InlineData("""{"Adaptors":[{"Id":"m","Feilds":[]}]}""", "Connect:Adaptors:0:Feilds: There is no setting of that name")]
    [InlineData("""{"Adaptors":[{"Id":"m","Fields":[{"Feld":"x"}]}]}""", "Connect:Adaptors:0:Fields:0:Feld: There is no setting of that name")]
    [InlineData("""{"Adaptors":[{"Id":"m","Fields":[{"Section":"Leads"}]}]}""", "'Leads' is not one of Lead, CallLog, Extra")]
    [InlineData("""{"Adaptors":[{"Id":"m","Fields":[{"MappedTo":"x"}]}]}""", "names no field")]
    [InlineData("""{"Adaptors":[{"Id":"m","Active":"on"}]}""", "'on' is not true or false")]
    [InlineData("""{"Adaptors":[{"Id":"m"},{"Id":"m"}]}""", "Connect:Adaptors:1:Id: 'm' is used twice")]
    [InlineData("""{"Adaptors":[{"Name":"m"}]}""", "Connect:Adaptors:0:Id: The id is missing")]
    public async Task GetAsync_BrokenConfiguration_IsThrownWithItsPlace(string json, string sentence)
    {
        await using var settings = new Settings(json);
        var exception = Assert.Throws<OptionsValidationException>(() => settings.Adaptors);

        Assert.Contains(sentence, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAndDelete_AreRefused()
    {
        await using var settings = new Settings("""{"Adaptors":{"map":{}}}""");

        await Assert.ThrowsAsync<NotSupportedException>(async () => await settings.Adaptors.SaveAsync(Engine.Adaptor, Engine.Token));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await settings.Adaptors.DeleteAsync("map", Engine.Token));
    }
}
