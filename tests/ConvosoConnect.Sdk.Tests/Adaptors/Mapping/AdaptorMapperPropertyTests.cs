using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.Tests.Support;
using CsCheck;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors.Mapping;

public sealed class AdaptorMapperPropertyTests
{
    // Few names, so that rows collide; odd spaces and commas, so that splitting matters.
    private static readonly Gen<string> MappedTo = Gen.OneOf("a", "b", "c", "a,b", " c , a ,", "b,b,c", "", " ", ",");

    private static readonly Gen<FieldMapping> Row = Gen.Select(
        Gen.Enum<LeadSection>(),
        Gen.OneOf("f", "g", "h"),
        MappedTo,
        Gen.OneOf("", "D"),
        Gen.OneOf("", "Y-m-d", "m/d/Y"),
        (section, field, mappedTo, fallback, format) =>
            new FieldMapping { Section = section, Field = field, MappedTo = mappedTo, DefaultValue = fallback, DateFormat = format });

    private static readonly Gen<LeadValue> Value = Gen.OneOf(
        Gen.OneOf<LeadValue>(default, "", "x", "2026-01-02", 7, 1.50m, true, (string[])[], (string[])["p", "q"], new DateOnly(2026, 1, 2)),
        Gen.String.Select(text => (LeadValue)text));

    private static readonly Gen<Dictionary<string, LeadValue>> Section = Gen.Dictionary(Gen.OneOf("f", "g", "h"), Value)[0, 3];

    private static readonly Gen<LeadRecord> Lead = Gen.Select(
        Section, Section, Section, (lead, call, extra) => new LeadRecord { Lead = lead, CallLog = call, Extra = extra });

    [Fact]
    public void Map_AnyAdaptorAndLead_GivesWhatANaiveMapperGives() =>
        Gen.Select(Row.Array[0, 8], Lead, Gen.Enum<EmptyValues>()).Sample((rows, lead, empty) =>
        {
            Payload payload = new AdaptorMapper(new Adaptor { Fields = rows }, Clocks.Rules(empty, ";")).Map(lead);

            Assert.Equal(Naive(rows, lead, empty == EmptyValues.Omit), payload.Select(f => (f.Name, f.Value)));
        });

    private static List<(string Key, LeadValue Value)> Naive(FieldMapping[] rows, LeadRecord lead, bool omit)
    {
        var all = new List<(string Key, LeadValue Value, bool Left)>();
        foreach (FieldMapping row in rows)
        {
            LeadValue value = NaiveValue(row, lead[row.Section].GetValueOrDefault(row.Field));
            bool left = value.IsEmpty && row.DefaultValue.Length == 0 && omit;
            LeadValue sent = value.IsEmpty ? row.DefaultValue : value;
            foreach (string key in row.MappedTo.Split(',').Select(name => name.Trim()).Where(name => name.Length > 0).Distinct())
            {
                all.RemoveAll(earlier => earlier.Key == key);
                all.Add((key, sent, left));
            }
        }

        return [.. all.Where(field => !field.Left).Select(field => (field.Key, field.Value))];
    }

    private static LeadValue NaiveValue(FieldMapping row, LeadValue value)
    {
        bool day = value.Kind == LeadValueKind.Date || (value.Kind == LeadValueKind.Text && value.ToString() == "2026-01-02" && row.DateFormat != "");
        if (day)
        {
            return row.DateFormat switch { "Y-m-d" => "2026-01-02", "m/d/Y" => "01/02/2026", _ => "2026-01-02 00:00:00" };
        }

        return value.Kind == LeadValueKind.List ? string.Join(';', value.Texts) : value;
    }
}
