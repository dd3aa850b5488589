using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Endpoints;
using CsCheck;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors;

/// <summary>Leads are read by position once their layout is known: whatever comes after which, each gets its own values.</summary>
public sealed class LeadLayoutTests
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    private static readonly Gen<Dictionary<string, LeadValue>> Leads =
        from names in Gen.Shuffle(Names)
        from count in Gen.Int[0, Names.Length]
        from values in Gen.String[Gen.Char['0', '9'], 0, 2].Array[Names.Length]
        select names.Take(count).Zip(values).ToDictionary(f => f.First, f => (LeadValue)f.Second);

    [Fact]
    public void Map_LeadsOfManyLayouts_GivesEachItsOwnValues() => Gen.Select(Leads.Array[1, 200], Gen.Bool).Sample((leads, omit) =>
    {
        var mapper = new AdaptorMapper(
            new Adaptor { Fields = [.. Names.Select(n => Row(n, n.ToUpperInvariant())), Row("a", "again,twice")] },
            Clocks.Rules(omit ? EmptyValues.Omit : EmptyValues.Send));
        foreach (Dictionary<string, LeadValue> lead in leads)
        {
            // A read-only view has no positions: each of its fields is looked up.
            Payload byPosition = mapper.Map(new LeadRecord { Lead = lead });
            Payload byName = mapper.Map(new LeadRecord { Lead = lead.AsReadOnly() });
            Assert.Equal(byName, byPosition);
        }
    }, iter: 200);

    [Fact]
    public void Map_NamesComparedIgnoringCase_AreFoundAsBefore()
    {
        var mapper = new AdaptorMapper(new Adaptor { Fields = [Row("EMAIL", "email"), Row("name", "name")] }, Clocks.Rules(EmptyValues.Send));
        for (int i = 0; i < 200; i++)
        {
            var ignoring = new Dictionary<string, LeadValue>(StringComparer.OrdinalIgnoreCase) { ["email"] = "a", ["name"] = "b" };
            var exact = new Dictionary<string, LeadValue> { ["email"] = "a", ["name"] = "b" };
            Assert.Equal(["a", "b"], mapper.Map(new LeadRecord { Lead = ignoring }).Select(f => f.Value.ToString()));
            Assert.Equal(["", "b"], mapper.Map(new LeadRecord { Lead = exact }).Select(f => f.Value.ToString()));
        }
    }

    private static FieldMapping Row(string field, string mappedTo) => new() { Field = field, MappedTo = mappedTo };
}
