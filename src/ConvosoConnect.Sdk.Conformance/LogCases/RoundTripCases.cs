using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Cases that append entries and read them back unchanged.</summary>
internal static class RoundTripCases
{
    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> All { get; } =
    [
        LogCase.New("RoundTrip", "Every member of an entry comes back as it was appended.", (store, token) => SameEntry.ReturnsAsync(store, Full("text"), token)),
        LogCase.New("RoundTripUnicode", "Texts of all scripts come back character by character.", async (store, token) =>
        {
            await SameEntry.ReturnsAsync(store, Full(Texts.Unicode), token).ConfigureAwait(false);
            await SameEntry.ReturnsAsync(store, Full(Texts.Punctuation), token).ConfigureAwait(false);
        }),
        LogCase.New("WhiteSpaceKept", "White space and line breaks are kept wherever they stand.", (store, token) => SameEntry.ReturnsAsync(store, Full(Texts.Spaced), token)),
        LogCase.New("NullsKept", "What is null comes back as null.", (store, token) =>
            SameEntry.ReturnsAsync(store, new() { Timestamp = LogCase.Noon, EndpointId = "crm" }, token)),
        LogCase.New("EmptyAgainstNull", "What is empty comes back as empty, not as null; what is null does not come back as empty.", EmptyAgainstNull),
        LogCase.New("LargeValues", "Texts of a million characters come back whole.", LargeValues),
        LogCase.New("OddCharacters", "An entry with U+0000 or a lone surrogate is kept; each such character comes back, or U+FFFD in its place.", OddCharacters),
        LogCase.New("Numbers", "Every status and duration comes back, to the tick of 100 nanoseconds.", Numbers),
        LogCase.New("TimestampPrecision", "The instant comes back to the tick of 100 nanoseconds, in UTC.", TimestampPrecision),
        LogCase.New("HeadersKept", "Headers come back in order, repeated, empty and odd ones too.", HeadersKept),
        LogCase.New("HeadersCopied", "Changing the list of headers that was given to Append does not change what is stored.", HeadersCopied),
        LogCase.New("AttemptsKept", "Attempts come back in order, with every member, to the tick of 100 nanoseconds.", AttemptsKept),
        LogCase.New("AttemptsCopied", "Changing the list of attempts that was given to Append does not change what is stored.", AttemptsCopied),
        LogCase.New("ErrorKinds", "Every error kind comes back, of the entry and of its attempts.", ErrorKinds),
        LogCase.New("NewerErrorKind", "A kind that this version does not know comes back as it was or as Unknown, and its entry and all others can be read.", NewerErrorKind),
        LogCase.New("QueryRoundTrip", "Query and Stream give the same entries as Get, with every member.", QueryRoundTrip),
    ];

    private static ConnectLogEntry Full(string text) => new()
    {
        Timestamp = LogCase.Noon.AddMilliseconds(123),
        EndpointId = "id " + text,
        EndpointName = text,
        LeadId = text,
        PrimaryPhone = text,
        Result = text,
        InputData = new() { Method = "POST", Url = "https://crm.example.com/?q=" + text, Headers = [new("X-One", text), new(text, "two")], Body = text },
        ResponseBody = text,
        StatusCode = 201,
        ErrorKind = ConnectErrorKind.Rejected,
        ErrorMessage = text,
        Duration = TimeSpan.FromMilliseconds(123),
        Origin = text,
        Direction = ConnectLogDirection.In,
        Attempts = [new() { ErrorKind = ConnectErrorKind.ConnectionReset, Reason = text }],
        IdempotencyKey = text,
        ResendOf = 17,
        Captures = new Dictionary<string, string> { ["transfer"] = text, ["name " + text] = "1" },
    };

    private static async Task EmptyAgainstNull(IConnectLogStore store, CancellationToken token)
    {
        await SameEntry.ReturnsAsync(store, Full("") with { EndpointId = "", InputData = new() { Method = "", Url = "", Body = "" } }, token).ConfigureAwait(false);
        await SameEntry.ReturnsAsync(store, LogCase.Entry(result: null) with { InputData = new() { Method = "GET", Url = "u", Body = null } }, token).ConfigureAwait(false);
        await SameEntry.ReturnsAsync(store, LogCase.Entry(result: "") with { ResponseBody = null, ErrorKind = default(ConnectErrorKind) }, token).ConfigureAwait(false);
        await SameEntry.ReturnsAsync(store, LogCase.Entry(result: null) with { ResponseBody = "", ErrorMessage = "", StatusCode = 0 }, token).ConfigureAwait(false);
    }

    private static Task LargeValues(IConnectLogStore store, CancellationToken token) => SameEntry.ReturnsAsync(
        store,
        LogCase.Entry(Texts.Million) with
        {
            ResponseBody = Texts.Million,
            ErrorMessage = Texts.Long(100_000),
            InputData = new() { Method = "POST", Url = Texts.Long(70_000), Headers = [new("X-Long", Texts.Long(70_000))], Body = Texts.Million },
        },
        token);

    private static async Task OddCharacters(IConnectLogStore store, CancellationToken token)
    {
        foreach (string odd in (string[])["\0", Texts.LoneSurrogate, "\uFFFE", "\u0001", "\u2028", "\uFEFF"])
        {
            string text = $"a{odd}b";
            long id = await store.AppendAsync(Full(text), token).ConfigureAwait(false);
            ConnectLogEntry seen = await store.LoadAsync(id, token).ConfigureAwait(false);
            foreach (string? value in (string?[])[seen.Result, seen.ResponseBody, seen.LeadId, seen.InputData?.Body, seen.InputData?.Headers[0].Value])
            {
                Check.That(value == text || value == "a\uFFFDb", $"{Show.Value(text)}, or U+FFFD in the place of the odd character", Show.Value(value));
            }
        }
    }

    private static async Task Numbers(IConnectLogStore store, CancellationToken token)
    {
        foreach (int status in (int[])[0, 100, 204, 599, 999, int.MaxValue])
        {
            await SameEntry.ReturnsAsync(store, LogCase.Entry() with { StatusCode = status }, token).ConfigureAwait(false);
        }

        foreach (long ticks in (long[])[0, 1, 9_999, 10_000_001, TimeSpan.FromHours(1).Ticks, TimeSpan.FromDays(40).Ticks + 7])
        {
            await SameEntry.ReturnsAsync(store, LogCase.Entry() with { Duration = TimeSpan.FromTicks(ticks) }, token).ConfigureAwait(false);
        }
    }

    private static async Task TimestampPrecision(IConnectLogStore store, CancellationToken token)
    {
        DateTimeOffset[] instants =
        [
            LogCase.Noon.AddTicks(1),
            LogCase.Noon.AddTicks(-1),
            new(1969, 12, 31, 23, 59, 59, TimeSpan.Zero),
            new(2999, 12, 31, 23, 59, 59, 999, TimeSpan.Zero),
            new(2026, 11, 1, 1, 30, 0, TimeSpan.FromHours(-7)),
            new(2026, 11, 1, 1, 30, 0, TimeSpan.FromHours(-8)),
            new DateTimeOffset(2026, 3, 8, 13, 45, 0, new TimeSpan(5, 45, 0)).AddTicks(9_999_999),
        ];
        foreach (DateTimeOffset instant in instants)
        {
            await SameEntry.ReturnsAsync(store, LogCase.Entry() with { Timestamp = instant }, token).ConfigureAwait(false);
        }
    }

    private static Task HeadersKept(IConnectLogStore store, CancellationToken token) => SameEntry.ReturnsAsync(
        store,
        LogCase.Entry() with
        {
            InputData = new()
            {
                Method = "GET",
                Url = "https://crm.example.com/",
                Headers = [new("z", "1"), new("A", ""), new("a", " spaced "), new("z", "1"), new("z", "2|3: 4"), new("", "nameless")],
            },
        },
        token);

    private static async Task HeadersCopied(IConnectLogStore store, CancellationToken token)
    {
        List<KeyValuePair<string, string>> headers = [new("A", "1"), new("B", "2")];
        long id = await store.AppendAsync(LogCase.Entry() with { InputData = new() { Method = "GET", Url = "u", Headers = headers } }, token).ConfigureAwait(false);
        headers[0] = new("A", "changed");
        headers.Add(new("C", "3"));
        ConnectLogEntry seen = await store.LoadAsync(id, token).ConfigureAwait(false);
        Check.Sequence("the headers stored", [new("A", "1"), new("B", "2")], seen.InputData?.Headers);
    }

    private static Task AttemptsKept(IConnectLogStore store, CancellationToken token) => SameEntry.ReturnsAsync(
        store,
        LogCase.Entry() with
        {
            Attempts =
            [
                new() { ErrorKind = ConnectErrorKind.Connect, Duration = TimeSpan.FromTicks(1), Reason = Texts.Unicode },
                new() { Number = 2, StatusCode = 503, Wait = TimeSpan.FromTicks(20_000_001), Duration = TimeSpan.FromHours(1) },
                new() { Number = 3, StatusCode = 200, Wait = TimeSpan.FromHours(1), ErrorKind = default(ConnectErrorKind) },
            ],
        },
        token);

    private static async Task AttemptsCopied(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectAttempt> attempts = [new() { StatusCode = 503 }, new() { Number = 2, StatusCode = 200 }];
        long id = await store.AppendAsync(LogCase.Entry() with { Attempts = attempts }, token).ConfigureAwait(false);
        attempts[0] = new() { StatusCode = 500 };
        attempts.Add(new() { Number = 3 });
        ConnectLogEntry seen = await store.LoadAsync(id, token).ConfigureAwait(false);
        Check.Sequence("the attempts stored", [new() { StatusCode = 503 }, new() { Number = 2, StatusCode = 200 }], seen.Attempts);
    }

    private static async Task ErrorKinds(IConnectLogStore store, CancellationToken token)
    {
        foreach (ConnectErrorKind kind in Enum.GetValues<ConnectErrorKind>())
        {
            await SameEntry.ReturnsAsync(store, LogCase.Entry() with { ErrorKind = kind, Attempts = [new() { ErrorKind = kind }] }, token).ConfigureAwait(false);
        }
    }

    private static async Task NewerErrorKind(IConnectLogStore store, CancellationToken token)
    {
        const ConnectErrorKind newer = (ConnectErrorKind)int.MaxValue;
        ConnectLogEntry entry = LogCase.Entry() with { ErrorKind = newer, ErrorMessage = "new", Attempts = [new() { ErrorKind = newer, Reason = "new" }] };
        List<ConnectLogEntry> entries = await store.AppendAsync([LogCase.Entry(), entry, LogCase.Entry()], token).ConfigureAwait(false);
        ConnectLogPage page = await store.QueryAsync(new(), token).ConfigureAwait(false);
        Check.Equal("the number of entries", entries.Count, page.Entries.Count);
        ConnectLogEntry seen = await store.LoadAsync(entries[1].Id, token).ConfigureAwait(false);
        Check.That(seen.ErrorKind is newer or ConnectErrorKind.Unknown, "the kind as it was, or Unknown", Show.Value(seen.ErrorKind));
        ConnectErrorKind? ofAttempt = seen.Attempts is [var attempt] ? attempt.ErrorKind : null;
        Check.That(ofAttempt is newer or ConnectErrorKind.Unknown, "the attempt's kind as it was, or Unknown", Show.Value(ofAttempt));
        Check.Equal(nameof(seen.ErrorMessage), "new", seen.ErrorMessage);
    }

    private static async Task QueryRoundTrip(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync([Full(Texts.Unicode), LogCase.Entry(null), Full("z")], token).ConfigureAwait(false);
        ConnectLogPage page = await store.QueryAsync(new(), token).ConfigureAwait(false);
        List<ConnectLogEntry> streamed = await LogCase.ReadAsync(store.StreamAsync(new(), token)).ConfigureAwait(false);
        foreach (IReadOnlyList<ConnectLogEntry> read in (IReadOnlyList<ConnectLogEntry>[])[page.Entries, streamed])
        {
            Check.Equal("the number of entries", entries.Count, read.Count);
            foreach (ConnectLogEntry expected in entries)
            {
                SameEntry.CheckSame(expected, Check.NotNull($"entry {expected.Id}", read.FirstOrDefault(e => e.Id == expected.Id)));
            }
        }
    }
}
