using System.Text;

namespace ConvosoConnect.Sdk.Load;

/// <summary>The adaptor of 21 keys that all contenders send, and leads for it.</summary>
internal static class Leads
{
    private static readonly (string Field, string Value)[] Fields =
    [
        ("first_name", "Ann"), ("last_name", "O'Brien-Smith"), ("email", "ann@example.com"), ("phone_number", "3105550142"), ("address1", "1200 Long Street"),
        ("address2", ""), ("city", "Los Angeles"), ("state", "CA"), ("postal_code", "90012"), ("country", "USA"), ("gender", "F"), ("date_of_birth", "1980-02-29"),
        ("status", "SALE"), ("list_id", "3001"), ("source_id", "autumn-7"), ("owner_id", "17"), ("business_name", "The \"Blue\" Door — Flowers"),
        ("industry", "Retail"), ("annual_revenue", "120000"), ("notes", "Call back after five; prefers e-mail."),
    ];

    private static readonly LeadRecord[] All = [.. Enumerable.Range(0, 1000).Select(Make)];

    /// <summary>Every field under its own name, the phone number under two.</summary>
    public static Adaptor Adaptor { get; } = new()
    {
        Id = "map",
        Name = "Map",
        Fields = [.. Fields.Select(f => new FieldMapping { Field = f.Field, MappedTo = f.Field == "phone_number" ? "phone_1,phone_2" : f.Field })],
    };

    /// <summary>The body of the first lead.</summary>
    public static byte[] Body { get; } = Encoding.UTF8.GetBytes(
        "{" + string.Join(',', Adaptor.Fields.SelectMany(row => row.MappedTo.Split(',').Select(key => $"\"{key}\":{Json(All[0].Lead[row.Field].ToString())}"))) + "}");

    public static LeadRecord Lead(long n) => All[n % All.Length];

    private static LeadRecord Make(int n) => new()
    {
        Id = $"{n}",
        Lead = Fields.ToDictionary(f => f.Field, f => (LeadValue)(f.Field == "phone_number" ? $"310555{n:0000}" : f.Value)),
    };

    private static string Json(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
