using System.Globalization;
using System.Net.Sockets;
using ConvosoConnect.Sdk.Destinations.Dialling;
using ConvosoConnect.Sdk.Sending.Limits;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>Recognises failures that come from a shortage in this process, not from the receiver: of file descriptors, or of pool threads.</summary>
internal static class Exhaustion
{
    public const string DescriptorsUsedUp = $"{Descriptors.UsedUp}. Nothing was sent. {Descriptors.Advice}";

    // Timers of an idle machine are late by milliseconds. A timer that is later than this has waited for a thread (our decision).
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    /// <summary>Whether a socket could not be opened because the process or the machine has too many files open (EMFILE, ENFILE).</summary>
    public static bool IsOutOfDescriptors(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a sentence to a time-out error when the limit ended the work much too late, because no thread was free to notice it.</summary>
    public static ConnectError Explain(ConnectError timedOut, TimeLimit limit)
    {
        TimeSpan late = limit.Elapsed - limit.Length;
        return late < Late ? timedOut : timedOut with
        {
            Message = $"{timedOut.Message} This limit was noticed {Seconds(late)} seconds late: the step blocked its thread, or this app's thread pool was busy "
                + $"({ThreadPool.ThreadCount} threads, {ThreadPool.PendingWorkItemCount} pieces of work waiting), "
                + "so the receiver may not be to blame. Look for code that blocks threads.",
        };
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
}
