using Microsoft.Win32.SafeHandles;

namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>Whether this process may open files and connections. Libraries of the system, such as its resolver and SQLite, do not tell that this is what they are short of.</summary>
internal static class Descriptors
{
    public const string UsedUp = "this process has as many files and connections open as it may (file descriptors)";
    public const string Advice = "Raise its limit, by ulimit -n or systemd's LimitNOFILE, and look for files and connections that the app leaves open.";

    private const int TooManyOfMachine = 23;
    private const int TooManyOfProcess = 24;

    /// <summary>Whether so many files cannot be opened at the moment, because the process or the machine has too many open (EMFILE, ENFILE). Windows has no such limit.</summary>
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
            // A sandbox: nothing is known.
            return false;
        }
        finally
        {
            opened.ForEach(o => o.Dispose());
        }
    }
}
