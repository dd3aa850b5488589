using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ConvosoConnect.Sdk.Benchmarks.Runs;

/// <summary>
/// The processor time of this thread, so that other programs on the machine do not count; the collector's work is part of it, since it runs on the thread that
/// needs memory. Where the system does not tell it, the time that passes.
/// </summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>Nanoseconds since an arbitrary moment.</summary>
    public static double Now => OperatingSystem.IsLinux() && GetTime(ThreadCpuTime, out Time time) == 0
        ? (time.Seconds * 1e9) + time.Nanoseconds
        : Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Time time);

    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
