using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace ConvosoConnect.Sdk.Tests;

/// <summary>Runs the explicit tests of a class in a process that may open few files, and takes the rest of them away.</summary>
internal static class FewDescriptors
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task<(int Code, string Output)> RunAsync(Type tests)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit is set by ulimit.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        string program = Path.Combine(AppContext.BaseDirectory, Path.GetFileNameWithoutExtension(tests.Assembly.Location));
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"ulimit -n 400 && exec '{program}' -explicit only -noColor -class {tests}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The collector of coverage needs files of its own.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("CORECLR_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("The shell did not start.");
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Does work while no file can be opened. What it needs of the framework must have been loaded before.</summary>
    public static async Task<T> WithoutAnyAsync<T>(Func<Task<T>> work)
    {
        var held = new List<SafeFileHandle>();
        try
        {
            while (TryOpen() is { } handle)
            {
                Assert.True(held.Count < 1000, "The process has no limit.");
                held.Add(handle);
            }

            return await work();
        }
        finally
        {
            held.ForEach(h => h.Dispose());
        }
    }

    private static SafeFileHandle? TryOpen()
    {
        try
        {
            return File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
