using System.Buffers;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Tests.Support;
using CsCheck;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Leads;

/// <summary>A lead that went through JSON, as through a queue, is sent as the same bytes.</summary>
public sealed class LeadJsonPropertyTests
{
    private static readonly string[] Names = ["a", "b", "c", "d"];

    private static readonly Gen<LeadValue> Dates = Gen.OneOf(
        Gen.DateTime.Select(clock => (LeadValue)DateTime.SpecifyKind(clock, DateTimeKind.Unspecified)),
        Gen.DateTime.Select(clock => (LeadValue)clock.Date),
        Gen.Select(Gen.Long[DateTime.MinValue.Ticks + TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay], Gen.Int[-14 * 60, 14 * 60])
            .Select((ticks, minutes) => (LeadValue)new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes))),
        Gen.OneOf<LeadValue>(DateTime.MinValue, DateTime.MaxValue, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateOnly(2026, 3, 8)));

    private static readonly Gen<LeadValue> Values = Gen.OneOf(
        Dates,
        Gen.OneOf<LeadValue>(default, "", " ", "2026-01-02", "2026-01-02T03:04:05Z", true, false, (string[])[], "\ud83d", "\0", "😀"),
        Gen.String.Select(text => (LeadValue)text),
        Gen.Long.Select(number => (LeadValue)number),
        Gen.Decimal.Select(number => (LeadValue)number),
        Gen.Double.Where(double.IsFinite).Select(number => (LeadValue)number),
        Gen.String.Array[0, 3].Select(texts => (LeadValue)texts));

    private static readonly Gen<Dictionary<string, LeadValue>> Sections = Gen.Dictionary(Gen.OneOf("a", "b", "c", "d", "İ\"\\"), Values)[0, 5];

    [Fact]
    public void Map_LeadThatWentThroughJson_IsTheSameBytesInEveryFormat() =>
        Gen.Select(Sections, Sections, Sections, Gen.OneOf("", "7", "\"")).Sample((lead, call, extra, id) =>
        {
            var record = new LeadRecord { Id = id, Lead = lead, CallLog = call, Extra = extra };

            LeadRecord back = LeadRecord.FromJson(record.ToJson());

            foreach (string encoder in (string[])["JSON", "RAW"])
            {
                Assert.Equal(Body(encoder, record, Names), Body(encoder, back, Names));
            }
        });

    /// <summary>The body of a lead with every named field of each section, in every date format and in none.</summary>
    public static string Body(string encoder, LeadRecord lead, params string[] fields)
    {
        FieldMapping[] rows =
        [
            .. from section in Enum.GetValues<LeadSection>()
               from field in fields
               from format in (string[])["", .. fields.Length == 1 ? [] : DateFormats.All]
               where fields.Length > 1 || section == LeadSection.Lead
               select new FieldMapping { Section = section, Field = field, DateFormat = format, MappedTo = fields.Length == 1 ? field : $"{section}.{field}.{format}" },
        ];
        Payload payload = new AdaptorMapper(new Adaptor { Fields = rows }, Clocks.Rules(delimiter: ";")).Map(lead);
        var output = new ArrayBufferWriter<byte>();
        IBodyEncoder body = encoder == "JSON" ? new JsonBodyEncoder() : new RawBodyEncoder();
        body.Encode(payload, output);
        payload.Release();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
