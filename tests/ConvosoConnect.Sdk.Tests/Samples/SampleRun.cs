using System.Diagnostics;
using System.Text;
using ConvosoConnect.Sdk.Tests.Architecture;

namespace ConvosoConnect.Sdk.Tests.Samples;

/// <summary>One run of a sample's program, as it was built beside these tests, in a folder of its own.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Errors, string? Csv)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public string[] Lines => Output.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Runs a sample; it is ended after two minutes.</summary>
    /// <param name="sample">The name of its project.</param>
    /// <param name="environment">Variables to set, or to remove with null.</param>
    /// <param name="arguments">What follows on the command line.</param>
    public static async Task<SampleRun> OfAsync(string sample, IReadOnlyDictionary<string, string?>? environment = null, params string[] arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sample-");
        var start = new ProcessStartInfo(Requirement.Binary("dotnet", "dotnet-sdk-10.0"), ["exec", Assembly(sample), .. arguments])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var limit = new CancellationTokenSource(Limit);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            string csv = Path.Combine(folder.FullName, "connect-log.csv");
            return new SampleRun(process.ExitCode, await output, await errors, File.Exists(csv) ? await File.ReadAllTextAsync(csv, limit.Token) : null);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            folder.Delete(recursive: true);
        }
    }

    /// <summary>The sample's assembly: in the folder of its project, at the place where that of these tests is in theirs.</summary>
    private static string Assembly(string sample)
    {
        string here = Path.Combine(Repository.Root, "tests", typeof(SampleRun).Assembly.GetName().Name!);
        return Path.Combine(Repository.Root, "samples", sample, Path.GetRelativePath(here, AppContext.BaseDirectory), $"{sample}.dll");
    }
}
