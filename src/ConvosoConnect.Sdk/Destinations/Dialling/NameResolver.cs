using System.Net;
using System.Net.Sockets;

namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>
/// Resolves host names on a few threads of its own: the system's resolver blocks its thread and cannot be stopped, so on the pool's threads names that do not
/// answer would hold up the whole app. Lookups of one name are joined, so a name holds one thread however many ask for it. Names wait in three lanes, each a
/// bounded queue that is served in turn: some threads are kept for names that were answered promptly before, and names that were not answered get few (our decision).
/// </summary>
internal sealed class NameResolver(TimeProvider time, Func<string, IPAddress[]> lookup) : IDisposable
{
    /// <summary>The names that may wait in a lane.</summary>
    public const int MostWaiting = 256;

    /// <summary>All threads, those that names may hold which were not answered promptly the last time, and of these the names that were not answered at all.</summary>
    public const int MostThreads = 48, MostUnproven = 40, MostSilent = 16;

    /// <summary>An answer that took less was prompt.</summary>
    public static readonly TimeSpan Promptly = TimeSpan.FromSeconds(1);

    private const int Prompt = 0, Unproven = 1, Silent = 2;
    private const int MostRemembered = 4096;
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly Dictionary<string, Lookup> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _lanes = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<Lookup>[] _waiting = [new(), new(), new()];
    private readonly int[] _busy = new int[3];
    private int _threads;
    private int _idle;
    private bool _closed;

    /// <summary>Resolves a name.</summary>
    /// <param name="host">The name.</param>
    /// <param name="cancellationToken">Ends the waiting; a lookup under way goes on, and whoever asks for the name meanwhile joins it.</param>
    /// <exception cref="NameResolutionException">The queue is full.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Lookup asked = Ask(host);
        try
        {
            return await asked.Answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(asked);
        }
    }

    /// <summary>Lets the threads end once nothing waits. A lookup under way ends by itself; the threads do not keep the process.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _idle = 0;
            Monitor.PulseAll(_gate);
        }
    }

    private Lookup Ask(string host)
    {
        lock (_gate)
        {
            if (!_asked.TryGetValue(host, out Lookup? asked))
            {
                int lane = _lanes.GetValueOrDefault(host, Unproven);
                if (_waiting[lane].Count >= MostWaiting)
                {
                    throw NameResolutionException.Create(host, NameFault.QueueFull, limit: default, cause: null);
                }

                // First, for it may fail; the thread has to wait for the gate.
                CallThread(lane);
                asked = new Lookup(host, lane);
                asked.Place = _waiting[lane].AddLast(asked);
                _asked.Add(host, asked);
            }

            asked.Waiters++;
            return asked;
        }
    }

    /// <summary>Takes a lookup that nobody waits for any more out of the queue.</summary>
    private void Leave(Lookup asked)
    {
        lock (_gate)
        {
            if (--asked.Waiters == 0 && asked.Place is { } place)
            {
                _waiting[asked.Lane].Remove(place);
                _asked.Remove(asked.Host);
            }
        }
    }

    private void CallThread(int lane)
    {
        if (!MayRun(lane))
        {
            // The thread whose lookup ends next takes it.
            return;
        }

        if (_idle > 0)
        {
            _idle--;
            Monitor.Pulse(_gate);
        }
        else if (_threads < MostThreads)
        {
            // Without the caller's context, which the thread would keep alive.
            new Thread(Work) { IsBackground = true, Name = "ConvosoConnect names" }.UnsafeStart();
            _threads++;
        }
    }

    /// <summary>Sees to those whose lane a lookup has left, where its thread took one of another lane.</summary>
    private void CallThreads()
    {
        for (int lane = Prompt; lane <= Silent; lane++)
        {
            if (_waiting[lane].Count > 0)
            {
                CallThread(lane);
            }
        }
    }

    private bool MayRun(int lane)
    {
        int unproven = _busy[Unproven] + _busy[Silent];
        return unproven + _busy[Prompt] < MostThreads && (lane == Prompt || unproven < MostUnproven) && (lane != Silent || _busy[Silent] < MostSilent);
    }

    private void Work()
    {
        while (Next() is { } asked)
        {
            long started = time.GetTimestamp();
            IPAddress[] addresses = [];
            Exception? failure = null;
            try
            {
                addresses = lookup(asked.Host);
            }
#pragma warning disable CA1031 // Whatever the system's resolver throws belongs to those who asked; the thread serves others.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = exception;
            }

            if (failure is SocketException && Descriptors.AreUsedUp(needed: 1))
            {
                failure = new SocketException((int)SocketError.TooManyOpenSockets);
            }

            TimeSpan took = time.GetElapsedTime(started);
            if (took >= Promptly && failure is SocketException { SocketErrorCode: SocketError.TryAgain })
            {
                // The system has one error for name servers that fail, refuse or are silent; only silence takes time.
                failure = new SocketException((int)SocketError.TimedOut);
            }

            End(asked, failure is SocketException { SocketErrorCode: SocketError.TimedOut } ? Silent : took < Promptly ? Prompt : Unproven);
            if (failure is null)
            {
                asked.Answer.SetResult(addresses);
            }
            else
            {
                asked.Answer.SetException(failure);

                // Nobody may wait any more.
                _ = asked.Answer.Task.Exception;
            }
        }
    }

    /// <summary>The lookup that is next; null when the thread shall end.</summary>
    private Lookup? Next()
    {
        lock (_gate)
        {
            for (bool tired = false; ;)
            {
                for (int lane = Prompt; lane <= Silent; lane++)
                {
                    if (_waiting[lane].First is { } place && MayRun(lane))
                    {
                        _waiting[lane].Remove(place);
                        place.Value.Place = null;
                        _busy[lane]++;
                        CallThreads();
                        return place.Value;
                    }
                }

                if (_closed || tired)
                {
                    _threads--;
                    return null;
                }

                _idle++;
                if (!Monitor.Wait(_gate, IdleTime))
                {
                    // Who wakes a thread counts it out itself.
                    _idle--;
                    tired = true;
                }
            }
        }
    }

    /// <param name="asked">The lookup that has ended.</param>
    /// <param name="lane">Where the name waits the next time.</param>
    private void End(Lookup asked, int lane)
    {
        lock (_gate)
        {
            _busy[asked.Lane]--;
            _asked.Remove(asked.Host);
            if (_lanes.Count >= MostRemembered)
            {
                _lanes.Clear();
            }

            _lanes[asked.Host] = lane;
        }
    }

    private sealed class Lookup(string host, int lane)
    {
        public string Host { get; } = host;

        public int Lane { get; } = lane;

        /// <summary>Its place in the queue; null once it has a thread.</summary>
        public LinkedListNode<Lookup>? Place { get; set; }

        /// <summary>How many wait for the answer.</summary>
        public int Waiters { get; set; }

        public TaskCompletionSource<IPAddress[]> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
