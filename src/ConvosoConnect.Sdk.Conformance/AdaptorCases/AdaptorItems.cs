using ConvosoConnect.Sdk.Conformance.Checks;
using ConvosoConnect.Sdk.Conformance.ItemCases;

namespace ConvosoConnect.Sdk.Conformance.AdaptorCases;

/// <summary>Runs the shared cases against an adaptor store.</summary>
internal sealed class AdaptorItems(IAdaptorStore adaptors) : ItemStore<Adaptor>
{
    public static IReadOnlyList<Adaptor> All { get; } =
    [
        .. SampleName.All.Select((sample, index) => New(sample.Id, sample.Name) with
        {
            Active = sample.Active,
            Fields = index == 0 ? Rows : [new FieldMapping { Field = "email", MappedTo = $"key{index}" }],
        }),
    ];

    /// <summary>Rows that use every member, in an order that no sorting would produce.</summary>
    public static IReadOnlyList<FieldMapping> Rows =>
    [
        new() { Section = LeadSection.CallLog, Label = "Status", Field = "status", MappedTo = "z_status", DefaultValue = "none" },
        new() { Section = LeadSection.Lead, Label = "Cell Phone", Field = "alt_phone_1", MappedTo = "phone_1, phone_2" },
        new() { Section = LeadSection.Extra, Label = "Agent", Field = "agent_email", MappedTo = "a_agent" },
        new() { Section = LeadSection.Lead, Label = "Created", Field = "created_at", MappedTo = "m_date", DateFormat = DateFormats.IsoDateAndTime },
        new() { Section = LeadSection.Lead, Label = "Not sent", Field = "notes" },
        new() { Section = LeadSection.Lead, Label = "Status", Field = "status", MappedTo = "b_status" },
    ];

    public override IReadOnlyList<Adaptor> Sample => All;

    public static Adaptor New(string id, string name) => new() { Id = id, Name = name, Fields = [new FieldMapping { Field = "email", MappedTo = "email" }] };

    public static void CheckSame(Adaptor expected, Adaptor seen)
    {
        Check.Equal(nameof(seen.Id), expected.Id, seen.Id);
        Check.Equal(nameof(seen.Name), expected.Name, seen.Name);
        Check.Equal(nameof(seen.Active), expected.Active, seen.Active);
        Check.Equal(nameof(seen.Fault), expected.Fault, seen.Fault);
        Check.Equal("the number of rows", expected.Fields.Count, seen.Fields.Count);
        foreach ((FieldMapping row, FieldMapping other) in expected.Fields.Zip(seen.Fields))
        {
            Check.Equal(nameof(row.Section), row.Section, other.Section);
            Check.Equal(nameof(row.Label), row.Label, other.Label);
            Check.Equal(nameof(row.Field), row.Field, other.Field);
            Check.Equal(nameof(row.MappedTo), row.MappedTo, other.MappedTo);
            Check.Equal(nameof(row.DefaultValue), row.DefaultValue, other.DefaultValue);
            Check.Equal(nameof(row.DateFormat), row.DateFormat, other.DateFormat);
        }
    }

    public override ValueTask<Adaptor?> GetAsync(string id, CancellationToken token) => adaptors.GetAsync(id, token);

    public override ValueTask<IReadOnlyList<Adaptor>> AllAsync(CancellationToken token) => adaptors.ListAsync(null, token);

    public override ValueTask<IReadOnlyList<Adaptor>> ListAsync(string? name, bool? active, CancellationToken token) =>
        adaptors.ListAsync(new AdaptorFilter { Name = name, Active = active }, token);

    public override ValueTask<Adaptor> SaveAsync(Adaptor item, CancellationToken token) => adaptors.SaveAsync(item, token);

    public override ValueTask<bool> DeleteAsync(string id, CancellationToken token) => adaptors.DeleteAsync(id, token);

    public override Adaptor Make(string id, string name) => New(id, name);

    public override Adaptor Change(Adaptor item, string name, long version) => item with { Name = name, Version = version };

    public override Adaptor Spoil(Adaptor item) => item with { Name = " ", Fields = [new FieldMapping { Field = "x", MappedTo = "x", DateFormat = "no such format" }] };

    public override (string Id, string Name, long Version) Key(Adaptor item) => (item.Id, item.Name, item.Version);

    public override void Same(Adaptor expected, Adaptor seen) => CheckSame(expected with { Id = expected.Id.Length == 0 ? seen.Id : expected.Id }, seen);
}
