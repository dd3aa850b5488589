using System.Globalization;
using System.Net.Sockets;
using ConvosoConnect.Sdk.Destinations.Dialling;
using ConvosoConnect.Sdk.Sending.Limits;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>Names what this process itself is short of, so that it is not looked for at the receiver: file descriptors, and threads of the pool.</summary>
internal static class Exhaustion
{
    public const string OfDescriptors = $"{Descriptors.UsedUp}. Nothing was sent. {Descriptors.Advice}";

    // Timers of an idle machine are late by milliseconds; what is later than this waited for a thread. Our decision.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    /// <summary>Whether a socket could not be made because the process, or the machine, has too many open (EMFILE, ENFILE).</summary>
    public static bool IsOfDescriptors(Exception? exception)
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

    /// <summary>The error of a time limit, with a sentence more where the limit ended the work much too late: no thread was there to notice.</summary>
    public static ConnectError Explain(ConnectError timedOut, TimeLimit limit)
    {
        TimeSpan late = limit.Elapsed - limit.Length;
        return late < Late ? timedOut : timedOut with
        {
            Message = $"{timedOut.Message} This limit was noticed {Seconds(late)} seconds late: the step blocked its thread, or this app's thread pool was busy ({ThreadPool.ThreadCount} threads, "
                + $"{ThreadPool.PendingWorkItemCount} pieces of work waiting), so the receiver may not be to blame. Look for code that blocks threads.",
        };
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
}
