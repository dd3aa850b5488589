using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>The case of scale measures time, so it is proved by a store that lets time pass for each entry.</summary>
public sealed class ScaleFaultTests
{
    [Fact]
    public Task LogStore_ReadsAllForEachPage_FailsTheCaseOfScale() =>
        new Fault<IConnectLogStore>("reads all", () => new ScanningLog(), "ScalePages").ProveAsync("LogStore", LogStoreConformance.ScaleCases);

    [Fact]
    public Task LogStore_ReadsAPage_HoldsTheCaseOfScale() =>
        new Fault<IConnectLogStore>("none", () => new ScanningLog { ReadsPagesOnly = true }).ProveAsync("LogStore", LogStoreConformance.ScaleCases);

    private sealed class ScanningLog : IConnectLogStore
    {
        private readonly List<ConnectLogEntry> _entries = [];

        public bool ReadsPagesOnly { get; init; }

        public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default)
        {
            lock (_entries)
            {
                _entries.Add(entry with { Id = _entries.Count + 1 });
                return new(_entries.Count);
            }
        }

        public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => new((ConnectLogEntry?)null);

        /// <summary>Some two microseconds for each entry read; with 100,000 that is far more than twenty times half a millisecond.</summary>
        public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
        {
            lock (_entries)
            {
                int read = ReadsPagesOnly ? query.PageSize : _entries.Count;
                Thread.SpinWait(read * 20);
                return new(ConnectLogPage.Create([.. Enumerable.Reverse(_entries).Take(query.PageSize)], _entries.Count));
            }
        }

        public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => AsyncEnumerable.Empty<ConnectLogEntry>();
    }
}
