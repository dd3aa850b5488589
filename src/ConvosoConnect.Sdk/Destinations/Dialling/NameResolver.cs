using System.Net;
using System.Net.Sockets;

namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>
/// Resolves host names on a few threads of its own. The system's resolver blocks its thread and cannot be stopped, so on thread-pool threads a silent name server would hold up
/// the whole app. Callers that ask for the same name share one lookup and one thread. Names wait in three lanes, each a bounded first-in-first-out queue: some threads are
/// reserved for names that were resolved promptly the last time, and names that got no response may hold only a few (our decision).
/// </summary>
internal sealed class NameResolver(TimeProvider time, Func<string, IPAddress[]> lookup) : IDisposable
{
    /// <summary>How many names may wait in each lane.</summary>
    public const int MostWaiting = 256;

    /// <summary>
    /// The most threads in all; the most that names may hold which were not resolved promptly the last time; and of these the most that names may hold which got no response.
    /// </summary>
    public const int MostThreads = 48, MostUnproven = 40, MostSilent = 16;

    /// <summary>A lookup that takes less time than this is prompt.</summary>
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
    /// <param name="cancellationToken">Ends the waiting. A lookup under way goes on, and later callers of the same name join it.</param>
    /// <exception cref="NameResolutionException">The queue is full.</exception>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Lookup asked = Join(host);
        try
        {
            return await asked.Result.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(asked);
        }
    }

    /// <summary>Lets the threads end once no name waits. A lookup under way ends by itself. The threads are background threads, so they do not keep the process alive.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _idle = 0;
            Monitor.PulseAll(_gate);
        }
    }

    private Lookup Join(string host)
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

                // Called before the lookup is queued, because starting a thread may fail. The new thread waits for the lock, so it does find the lookup.
                WakeOrStartThread(lane);
                asked = new Lookup(host, lane);
                asked.Place = _waiting[lane].AddLast(asked);
                _asked.Add(host, asked);
            }

            asked.Waiters++;
            return asked;
        }
    }

    /// <summary>Leaves a lookup; the last caller takes it out of the queue if it has no thread yet.</summary>
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

    private void WakeOrStartThread(int lane)
    {
        if (!MayRun(lane))
        {
            // All threads of this lane are busy; the next one that becomes free takes the lookup.
            return;
        }

        if (_idle > 0)
        {
            _idle--;
            Monitor.Pulse(_gate);
        }
        else if (_threads < MostThreads)
        {
            // Started without the caller's execution context, which the thread would keep alive.
            new Thread(RunThread) { IsBackground = true, Name = "ConvosoConnect names" }.UnsafeStart();
            _threads++;
        }
    }

    /// <summary>Wakes or starts threads for all lanes with waiting names, because a thread may have moved from one lane to another.</summary>
    private void WakeOrStartThreads()
    {
        for (int lane = Prompt; lane <= Silent; lane++)
        {
            if (_waiting[lane].Count > 0)
            {
                WakeOrStartThread(lane);
            }
        }
    }

    private bool MayRun(int lane)
    {
        int unproven = _busy[Unproven] + _busy[Silent];
        return unproven + _busy[Prompt] < MostThreads && (lane == Prompt || unproven < MostUnproven) && (lane != Silent || _busy[Silent] < MostSilent);
    }

    private void RunThread()
    {
        while (TakeNext() is { } asked)
        {
            long started = time.GetTimestamp();
            IPAddress[] addresses = [];
            Exception? failure = null;
            try
            {
                addresses = lookup(asked.Host);
            }
#pragma warning disable CA1031 // The callers get whatever the system's resolver throws, and the thread goes on.
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
                // The system has one error for name servers that fail, refuse or are silent. Only a silent one takes that long.
                failure = new SocketException((int)SocketError.TimedOut);
            }

            Complete(asked, failure is SocketException { SocketErrorCode: SocketError.TimedOut } ? Silent : took < Promptly ? Prompt : Unproven);
            if (failure is null)
            {
                asked.Result.SetResult(addresses);
            }
            else
            {
                asked.Result.SetException(failure);

                // All callers may have left. Reading the exception marks it as observed.
                _ = asked.Result.Task.Exception;
            }
        }
    }

    /// <summary>Waits for the next lookup of a thread; null when the thread is to end.</summary>
    private Lookup? TakeNext()
    {
        lock (_gate)
        {
            for (bool waitedInVain = false; ;)
            {
                for (int lane = Prompt; lane <= Silent; lane++)
                {
                    if (_waiting[lane].First is { } place && MayRun(lane))
                    {
                        _waiting[lane].Remove(place);
                        place.Value.Place = null;
                        _busy[lane]++;
                        WakeOrStartThreads();
                        return place.Value;
                    }
                }

                if (_closed || waitedInVain)
                {
                    _threads--;
                    return null;
                }

                _idle++;
                if (!Monitor.Wait(_gate, IdleTime))
                {
                    // Nobody woke the thread, so it leaves the idle ones itself; a call that wakes it counts it out.
                    _idle--;
                    waitedInVain = true;
                }
            }
        }
    }

    /// <param name="asked">The lookup that ended.</param>
    /// <param name="lane">The lane of this name for the next time.</param>
    private void Complete(Lookup asked, int lane)
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

        /// <summary>The lookup's place in the queue; null once a thread has taken it.</summary>
        public LinkedListNode<Lookup>? Place { get; set; }

        /// <summary>How many callers wait for the result.</summary>
        public int Waiters { get; set; }

        public TaskCompletionSource<IPAddress[]> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
