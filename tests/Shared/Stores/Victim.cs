using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>A run of the program StoreVictim, as it was built beside these tests.</summary>
internal sealed class Victim : IDisposable
{
    private readonly Process _process;

    public Victim(TestDatabase database, string task, string name)
    {
        var start = new ProcessStartInfo(Requirement.Binary("dotnet", "dotnet-sdk-10.0"), ["exec", Assembly(), .. database.Arguments, task, name])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
    }

    /// <summary>Reads so many lines, kills the program at once, and reads what it had still said.</summary>
    /// <returns>Lead and log entry of each send that had returned.</returns>
    public async Task<List<(string Lead, long Id)>> KillAfterAsync(int lines, CancellationToken cancellationToken)
    {
        Task<string> errors = _process.StandardError.ReadToEndAsync(cancellationToken);
        var sent = new List<(string, long)>();
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.EndsWith(" .", StringComparison.Ordinal))
            {
                string[] parts = line.Split(' ');
                sent.Add((parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture)));
            }

            Assert.False(line.StartsWith('!'), line);
            if (sent.Count == lines)
            {
                _process.Kill();
            }
        }

        await _process.WaitForExitAsync(cancellationToken);
        Assert.True(sent.Count >= lines, $"The program ended by itself after {sent.Count} sends: {await errors}");
        return sent;
    }

    /// <summary>Waits for the program's end, which must be a good one.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        Task<string> errors = _process.StandardError.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        Assert.True(_process.ExitCode == 0, await errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>The program's assembly: in the folder of its project, at the place where that of these tests is in theirs.</summary>
    private static string Assembly()
    {
        string tests = typeof(Victim).Assembly.GetName().Name!;
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && folder.Name != tests)
        {
            folder = folder.Parent;
        }

        string project = folder?.FullName ?? throw new InvalidOperationException($"No folder {tests} is above {AppContext.BaseDirectory}; run the tests from a clone.");
        return Path.Combine(project, "..", "ConvosoConnect.Sdk.StoreVictim", Path.GetRelativePath(project, AppContext.BaseDirectory), "ConvosoConnect.Sdk.StoreVictim.dll");
    }
}
