using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ConvosoConnect.Sdk.Benchmarks;

/// <summary>What the times depend on.</summary>
internal static class Machine
{
    public static string Load => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    public static string Commit
    {
        get
        {
            try
            {
                using Process git = Process.Start(new ProcessStartInfo("git", "describe --always --dirty --abbrev=9") { RedirectStandardOutput = true })!;
                return git.StandardOutput.ReadToEnd().Trim();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return "unknown";
            }
        }
    }

    public static string Description =>
        $"{Cpu}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB of memory, {Disk}; "
        + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    private static string Cpu => Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string Disk
    {
        get
        {
            string? device = Directory.Exists("/sys/block")
                ? Directory.GetDirectories("/sys/block").Select(Path.GetFileName).FirstOrDefault(d => d![..2] is "vd" or "sd" or "nv")
                : null;
            return device is null ? "disk unknown" : device.StartsWith("vd", StringComparison.Ordinal) ? "a virtual disk (virtio)" : $"disk {device}";
        }
    }

    private static string? Line(string file, string name) => !File.Exists(file)
        ? null
        : File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
