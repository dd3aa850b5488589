namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Entries for the tests of this folder.</summary>
internal static class LogEntries
{
    public static ConnectLogEntry Entry(string timestamp = "2026-03-08T12:00:00Z", string endpointId = "e1", string phone = "", string? result = null) =>
        new()
        {
            Timestamp = DateTimeOffset.Parse(timestamp, System.Globalization.CultureInfo.InvariantCulture),
            EndpointId = endpointId,
            PrimaryPhone = phone,
            Result = result,
        };

    public static async Task<List<ConnectLogEntry>> ToListAsync(IAsyncEnumerable<ConnectLogEntry> entries)
    {
        var list = new List<ConnectLogEntry>();
        await foreach (ConnectLogEntry entry in entries)
        {
            list.Add(entry);
        }

        return list;
    }

    /// <summary>Has the rest of a test run in another culture; tests restore nothing, for the culture flows with their own context only.</summary>
    public static void UseTurkish() => System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
}
