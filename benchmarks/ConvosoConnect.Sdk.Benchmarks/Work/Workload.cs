using System.Globalization;

namespace ConvosoConnect.Sdk.Benchmarks.Work;

/// <summary>An adaptor and a lead for it. The contenders get the same lead as plain texts, which is the least that they could ask for.</summary>
internal sealed class Workload
{
    private static readonly (string Field, string Value)[] Person =
    [
        ("first_name", "Annabelle"), ("last_name", "Fitzgerald"), ("email", "annabelle.fitzgerald@example.com"), ("phone_number", "3105550142"),
        ("address1", "1289 Wilshire Boulevard"), ("city", "Los Angeles"), ("state", "CA"), ("postal_code", "90017"), ("country", "United States"),
        ("date_of_birth", "1984-02-29"), ("gender", "female"), ("title", "Director of Operations"), ("business_name", "Fitzgerald Roofing LLC"),
        ("industry", "construction"), ("annual_revenue", "1250000"), ("list_id", "30021"), ("owner_id", "700142"), ("status", "SALE"),
        ("created_at", "2026-03-08 09:30:00"), ("notes", "Asked for \"the usual\" \u2014 call back after 5 pm"),
    ];

    private Workload(string name, IEnumerable<FieldMapping> rows, IEnumerable<(string Field, LeadValue Value)> values)
    {
        Name = name;
        Adaptor = new Adaptor { Id = name, Name = name, Fields = [.. rows] };
        Lead = new LeadRecord { Id = "4711", Lead = values.ToDictionary(v => v.Field, v => v.Value) };
        Texts = Lead.Lead.ToDictionary(v => v.Key, v => v.Value.ToText(","));
        Keys = [.. Adaptor.Fields.SelectMany(r => r.MappedTo.Split(',').Select(key => (r.Field, key)))];
    }

    /// <summary>Six keys.</summary>
    public static Workload Small { get; } = Of("small", Person.Where((_, i) => i is 0 or 1 or 2 or 3 or 17 or 19));

    /// <summary>21 keys from 20 fields; one value has quotes and an em dash.</summary>
    public static Workload Typical { get; } = Of("typical", Person);

    /// <summary>200 keys.</summary>
    public static Workload Large { get; } = Of("large", Enumerable.Range(0, 200).Select(i => (
        string.Create(CultureInfo.InvariantCulture, $"custom_field_{i}"), Person[i % Person.Length].Value)));

    public static IReadOnlyList<Workload> Sizes { get; } = [Small, Typical, Large];

    /// <summary>The typical one in other clothes.</summary>
    public static IReadOnlyList<Workload> Variants { get; } =
    [
        Of("ASCII", Person.Select(p => (p.Field, p.Value.Replace('\u2014', '-').Replace('"', '\'')))),
        Of("non-ASCII", Person.Select(p => (p.Field, p.Value.Replace('a', 'ä').Replace('e', '—')))),
        Of("dates", Person, row => row with { DateFormat = row.Field is "created_at" or "date_of_birth" ? "m/d/Y H:i:s" : "" }),
        Of("defaults", Person, row => row with { Field = row.Field.Length % 2 == 0 ? "absent_" + row.Field : row.Field, DefaultValue = "n/a" }),
        Of("several destinations", Person, row => row with { MappedTo = $"{row.Field}_1,{row.Field}_2,{row.Field}_3" }),
        new("typed and lists", Rows(Person), Person.Select(p => (p.Field, Typed(p.Field, p.Value)))),
    ];

    public string Name { get; }

    public Adaptor Adaptor { get; }

    public LeadRecord Lead { get; }

    /// <summary>The lead as texts, for contenders.</summary>
    public Dictionary<string, string> Texts { get; }

    /// <summary>Where each field goes, for contenders.</summary>
    public (string Field, string Key)[] Keys { get; }

    private static Workload Of(string name, IEnumerable<(string Field, string Value)> fields, Func<FieldMapping, FieldMapping>? change = null) =>
        new(name, Rows(fields).Select(change ?? (row => row)), fields.Select(f => (f.Field, (LeadValue)f.Value)));

    private static IEnumerable<FieldMapping> Rows(IEnumerable<(string Field, string Value)> fields) => fields.Select(f => new FieldMapping
    {
        Field = f.Field,
        MappedTo = f.Field == "phone_number" ? "phone_1,phone_2" : f.Field,
    });

    private static LeadValue Typed(string field, string value) => field switch
    {
        "annual_revenue" or "list_id" or "owner_id" => long.Parse(value, CultureInfo.InvariantCulture),
        "title" or "industry" => value.Split(' ', 'i'),
        "created_at" => DateTime.Parse(value, CultureInfo.InvariantCulture),
        "gender" => true,
        _ => value,
    };
}
