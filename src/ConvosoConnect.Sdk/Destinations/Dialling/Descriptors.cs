using Microsoft.Win32.SafeHandles;

namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>
/// Tests whether this process can still open files and connections. System libraries, such as the resolver and SQLite, do not report that they ran out of file descriptors.
/// </summary>
internal static class Descriptors
{
    public const string UsedUp = "this process has as many files and connections open as it may (file descriptors)";
    public const string Advice = "Raise its limit, by ulimit -n or systemd's LimitNOFILE, and look for files and connections that the app leaves open.";

    private const int TooManyOfMachine = 23;
    private const int TooManyOfProcess = 24;

    /// <summary>
    /// Whether <paramref name="needed"/> files cannot be opened at the moment, because the process or the machine has too many open (EMFILE, ENFILE). Always false on Windows,
    /// which has no such limit.
    /// </summary>
    public static bool AreUsedUp(int needed)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        var opened = new List<SafeFileHandle>();
        try
        {
            while (opened.Count < needed)
            {
                opened.Add(File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            }

            return false;
        }
        catch (IOException exception)
        {
            return exception.HResult is TooManyOfMachine or TooManyOfProcess;
        }
        catch (UnauthorizedAccessException)
        {
            // A sandbox forbids the test, so nothing is known.
            return false;
        }
        finally
        {
            opened.ForEach(o => o.Dispose());
        }
    }
}
