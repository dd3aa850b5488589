using System.Reflection;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>The constants for known names: each stands for a part that is there, and none is missing.</summary>
public sealed class KnownNamesTests
{
    [Fact]
    public async Task PostDataTypes_Constants_AreTheBuiltInEncoders() =>
        Assert.Equal(Constants(typeof(PostDataTypes)), await PartsAsync<IBodyEncoder>(encoder => encoder.Name));

    [Fact]
    public async Task ResponseDataTypes_Constants_AreTheBuiltInParsers() =>
        Assert.Equal(Constants(typeof(ResponseDataTypes)), await PartsAsync<IResponseParser>(parser => parser.Name));

    [Fact]
    public async Task ApiIntegrators_Constants_AreTheBuiltInTemplatesAndNone() =>
        Assert.Equal(Constants(typeof(ApiIntegrators)), (await PartsAsync<IIntegratorTemplate>(template => template.Name)).Append("None").Order(StringComparer.Ordinal));

    [Fact]
    public void DateFormats_Constants_AreAllThatThereAre() => Assert.Equal(Constants(typeof(DateFormats)), DateFormats.All.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(DateFormats.SystemDefault, "2026-03-05 14:07:09")]
    [InlineData(DateFormats.DateAndTime, "2026-03-05 14:07:09")]
    [InlineData(DateFormats.Date, "2026-03-05")]
    [InlineData(DateFormats.SlashDate, "03/05/2026")]
    [InlineData(DateFormats.UnixDate, "Thu Mar 5 14:07:09 PST 2026")]
    [InlineData(DateFormats.ShortDashDate, "5-03-26")]
    [InlineData(DateFormats.CompactDate, "20260305")]
    [InlineData(DateFormats.ShortDotDate, "03.05.26")]
    [InlineData(DateFormats.ShortSlashDateAndTime, "03/05/26 2:07 pm")]
    [InlineData(DateFormats.ShortSlashDate, "03/05/26")]
    [InlineData(DateFormats.LongDateAndTime, "March 5, 2026, 2:07 pm")]
    [InlineData(DateFormats.CommaDate, "5, 3, 2026")]
    [InlineData(DateFormats.IsoDateAndTime, "2026-03-05T14:07:09")]
    [InlineData(DateFormats.Timestamp, "1772748429")]
    [InlineData(DateFormats.CompactUtc, "20260305T220709Z")]
    [InlineData(DateFormats.SlashDateAndTime, "03/05/2026 14:07:09")]
    public async Task DateFormats_Constant_PrintsItsExample(string format, string example)
    {
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint("https://crm.example/"), Engine.Adaptor with { Fields = [new FieldMapping { Field = "at", MappedTo = "at", DateFormat = format }] });
        ConnectPreview preview = await engine.Client.PreviewAsync(
            "crm", new LeadRecord { Lead = new Dictionary<string, LeadValue> { ["at"] = new DateTime(2026, 3, 5, 14, 7, 9) } }, Engine.Token);

        Assert.Equal(example, Assert.Single(preview.Rows).Value);
        Assert.Contains($"<c>{example}</c>", Architecture.Repository.Read("src/ConvosoConnect.Sdk/Dates/DateFormats.cs"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Constants(Type names) => names.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal);

    private static async Task<IEnumerable<string>> PartsAsync<T>(Func<T, string> name)
    {
        await using ServiceProvider services = new ServiceCollection().AddConvosoConnect().Services.BuildServiceProvider();
        return [.. services.GetServices<T>().Select(name).Order(StringComparer.Ordinal)];
    }
}
