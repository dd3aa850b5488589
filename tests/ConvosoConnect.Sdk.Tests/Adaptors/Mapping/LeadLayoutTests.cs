using System.Diagnostics;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.Tests.Support;
using CsCheck;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors.Mapping;

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

    /// <summary>
    /// Layouts that never repeat have a layout learned now and then for nothing: with ten thousand rows, each took over a second of processor time when
    /// every field was compared with every row.
    /// </summary>
    [Fact]
    public void Map_ManyRowsAndLayoutsThatNeverRepeat_CostsAboutWhatLookingUpCosts()
    {
        FieldMapping[] rows = [.. Enumerable.Range(0, 10_000).Select(i => Row($"field_{i}", $"key_{i}"))];
        Dictionary<string, LeadValue>[] leads =
            [.. Enumerable.Range(0, 10).Select(n => Enumerable.Range(n * 7919, 29_000).ToDictionary(i => $"field_{i}", i => (LeadValue)"x"))];

        TimeSpan byName = Time(leads.Select(lead => new LeadRecord { Lead = lead.AsReadOnly() }), rows);
        TimeSpan learning = Time(leads.Select(lead => new LeadRecord { Lead = lead }), rows);

        Assert.True(learning < (byName * 5) + TimeSpan.FromSeconds(1), $"By name {byName}, learning layouts {learning}.");
    }

    private static TimeSpan Time(IEnumerable<LeadRecord> leads, FieldMapping[] rows)
    {
        var mapper = new AdaptorMapper(new Adaptor { Fields = rows }, Clocks.Rules());
        LeadRecord[] all = [.. Enumerable.Repeat(leads, 25).SelectMany(each => each)];
        long started = Stopwatch.GetTimestamp();
        foreach (LeadRecord lead in all)
        {
            mapper.Map(lead).Release();
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private static FieldMapping Row(string field, string mappedTo) => new() { Field = field, MappedTo = mappedTo };
}
