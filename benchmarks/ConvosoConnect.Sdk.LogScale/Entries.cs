using System.Globalization;

namespace ConvosoConnect.Sdk.LogScale;

/// <summary>The entries of a log of a given size: entry n is always the same, so that what to search for needs not be remembered.</summary>
internal sealed class Entries(long size)
{
    private const int Seed = 20_260_301;
    private const int Endpoints = 20;

    private static readonly string[] Origins = ["Send", "Test", "workflow:12", "workflow:340", "batch"];
    private static readonly string[] Areas = [.. Enumerable.Range(0, 300).Select(n => (201 + (n * 799 / 300)).ToString(CultureInfo.InvariantCulture))];

    public static DateTimeOffset First { get; } = new(2025, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static TimeSpan Span { get; } = TimeSpan.FromDays(365);

    public long Size => size;

    public static string EndpointId(int n) => $"endpoint-{n:00}";

    /// <summary>The n-th entry, from 0; the ones from the size on are what is appended later.</summary>
    public ConnectLogEntry Make(long n)
    {
        Random random = For(n);
        string phone = Phone(random);
        string result = Result(random, n);
        bool failed = result.StartsWith("ERROR", StringComparison.Ordinal);
        int endpoint = random.Next(Endpoints);
        string lead = random.Next(1_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture);
        return new ConnectLogEntry
        {
            Timestamp = First.AddTicks((long)((double)n / size * Span.Ticks)),
            EndpointId = EndpointId(endpoint),
            EndpointName = $"Partner {endpoint:00} - posting of transferred leads",
            LeadId = lead,
            PrimaryPhone = phone,
            Result = result,
            InputData = Request(random, phone, lead, endpoint),
            ResponseBody = $$"""{"status":"{{(failed ? "rejected" : "accepted")}}","result":"{{result}}","reference":"{{random.NextInt64():x16}}","took":{{random.Next(900)}}}""",
            StatusCode = failed ? 422 : 200,
            ErrorKind = failed ? ConnectErrorKind.Rejected : null,
            ErrorMessage = failed ? "The response's value is none of the endpoint's success values." : null,
            Duration = TimeSpan.FromTicks(random.Next(400_000, 12_000_000)),
            Origin = Origins[random.Next(100) switch { < 60 => 0, < 62 => 1, < 80 => 2, < 95 => 3, _ => 4 }],
        };
    }

    public static string PhoneOf(long n) => Phone(For(n));

    /// <summary>An id that a single entry's result holds; searched from an n on that has one.</summary>
    public static string RareResultFrom(long n)
    {
        while (true)
        {
            Random random = For(n);
            _ = Phone(random);
            string result = Result(random, n++);
            if (result.StartsWith("id-", StringComparison.Ordinal))
            {
                return result;
            }
        }
    }

    private static Random For(long n) => new(unchecked((int)((n * 2_654_435_761L) >> 7) ^ Seed));

    private static string Phone(Random random) => $"{Areas[random.Next(Areas.Length)]}{random.Next(200, 999)}{random.Next(10_000):0000}";

    private static string Result(Random random, long n) => random.Next(10) switch
    {
        < 3 => "SUCCESS",
        3 => $"ERROR MISSING FIELD {random.Next(10)}",
        _ => $"id-{random.Next(0x1000000):x6}-{n:x8}",
    };

    private static ConnectInputData Request(Random random, string phone, string lead, int endpoint) => new()
    {
        Method = "POST",
        Url = $"https://leads.partner-{endpoint:00}.example.com/api/v2/intake?campaign={random.Next(1000)}",
        Headers =
        [
            new("Accept", "application/json"),
            new("Authorization", "***"),
            new("X-Campaign", random.Next(1000).ToString(CultureInfo.InvariantCulture)),
            new("X-Request-Id", $"{random.NextInt64():x16}"),
            new("Content-Type", "application/json; charset=utf-8"),
            new("Content-Length", "402"),
        ],
        Body = $$"""
            {"lead_id":"{{lead}}","phone":"{{phone}}","first_name":"Name{{random.Next(5000)}}","last_name":"Family{{random.Next(90000)}}","email":"lead{{random.Next()}}@example.com","address":"{{random.Next(9999)}} Long Street","city":"City{{random.Next(900)}}","state":"CA","postal_code":"{{random.Next(10000, 99999)}}","source":"transfer","campaign":"autumn-{{random.Next(40)}}","agent":"agent{{random.Next(300)}}","consent":"yes, recorded on the call","notes":"{{random.NextInt64():x16}}"}
            """,
    };
}
