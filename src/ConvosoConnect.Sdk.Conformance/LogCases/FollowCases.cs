using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Cases about a reader that follows the log: it repeatedly reads the entries after the highest id that it has seen.</summary>
internal static class FollowCases
{
    private const int Writers = 16;
    private const int Each = 100;

    public static IReadOnlyList<ConformanceCase<Reopenable<IConnectLogStore>>> Shared { get; } =
    [
        new("LogStore.FollowShared", "A reader that follows with After sees every entry once while others append through several instances.", FollowSharedAsync),
    ];

    private static async Task FollowSharedAsync(Reopenable<IConnectLogStore> subject, CancellationToken token)
    {
        var stores = new List<IConnectLogStore>();
        try
        {
            for (int i = 0; i < 5; i++)
            {
                stores.Add(await subject.OpenAsync(token).ConfigureAwait(false));
            }

            await FollowAsync(stores[1..], stores[0], token).ConfigureAwait(false);
        }
        finally
        {
            foreach (IConnectLogStore store in stores)
            {
                await Disposal.DisposeAsync(store).ConfigureAwait(false);
            }
        }
    }

    private static async Task FollowAsync(List<IConnectLogStore> writing, IConnectLogStore reading, CancellationToken token)
    {
        Task<long[][]> appending = Crowd.RunAsync(Writers, async writer =>
        {
            long[] ids = new long[Each];
            for (int i = 0; i < Each; i++)
            {
                ids[i] = await writing[writer % writing.Count].AppendAsync(LogCase.Entry($"writer {writer} entry {i}"), token).ConfigureAwait(false);
            }

            return ids;
        });
        var seen = new List<long>();
        for (bool isLast = false; !isLast;)
        {
            // The last reading begins after everything was appended, so it finds whatever was not seen before.
            isLast = appending.IsCompleted;
            List<ConnectLogEntry> entries = await LogCase.ReadAsync(reading.StreamAsync(new() { After = seen.Count == 0 ? 0 : seen[^1] }, token)).ConfigureAwait(false);
            seen.AddRange(entries.Select(e => e.Id).Reverse());
        }

        Check.Sequence("the ids seen", (await appending.ConfigureAwait(false)).SelectMany(own => own).Order(), seen);
    }
}
