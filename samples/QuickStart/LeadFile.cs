using System.Globalization;
using ConvosoConnect.Sdk;
using CsvHelper;

namespace QuickStart;

/// <summary>Leads from leads.csv, whose columns are named after section and field: <c>lead.email</c>, <c>call.status</c>, <c>extra.agent_email</c>.</summary>
internal static class LeadFile
{
    /// <summary>Fields that go into the lead as numbers, so that JSON shows them as such.</summary>
    private static readonly string[] Numbers = ["call_log_id", "length_in_sec"];

    public static IReadOnlyList<LeadRecord> Read()
    {
        using CsvReader csv = CsvReader.FromFile(Path.Combine(AppContext.BaseDirectory, "leads.csv"), new CsvReaderOptions { Separator = ',' });
        var leads = new List<LeadRecord>();
        while (csv.Read())
        {
            leads.Add(new LeadRecord
            {
                Id = csv.GetString("lead.id"),
                Lead = Section(csv, "lead."),
                CallLog = Section(csv, "call."),
                Extra = Section(csv, "extra."),
            });
        }

        return leads;
    }

    private static Dictionary<string, LeadValue> Section(CsvReader csv, string prefix)
    {
        var fields = new Dictionary<string, LeadValue>(StringComparer.Ordinal);
        foreach (string column in csv.Headers)
        {
            if (column.StartsWith(prefix, StringComparison.Ordinal))
            {
                fields[column[prefix.Length..]] = Value(column[prefix.Length..], csv.GetString(column));
            }
        }

        return fields;
    }

    private static LeadValue Value(string field, string text) =>
        Numbers.Contains(field) ? long.Parse(text, CultureInfo.InvariantCulture) : text;
}
