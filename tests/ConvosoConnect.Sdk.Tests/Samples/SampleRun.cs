using System.Diagnostics;
using System.Text;
using ConvosoConnect.Sdk.Tests.Architecture;

namespace ConvosoConnect.Sdk.Tests.Samples;

/// <summary>One run of a sample's program, as it was built beside these tests, in a folder of its own.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Errors, string? Csv)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static string Dotnet => Requirement.Binary("dotnet", "dotnet-sdk-10.0");

    public string[] Lines => Output.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Runs a sample; it is ended after two minutes.</summary>
    /// <param name="sample">The name of its project.</param>
    /// <param name="environment">Variables to set, or to remove with null.</param>
    /// <param name="arguments">What follows on the command line.</param>
    public static async Task<SampleRun> OfAsync(string sample, IReadOnlyDictionary<string, string?>? environment = null, params string[] arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sample-");
        try
        {
            return await InAsync(folder, sample, environment, arguments);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The same in a folder that stays.</summary>
    /// <param name="folder">The current folder of the run.</param>
    /// <param name="sample">The name of its project.</param>
    /// <param name="environment">Variables to set, or to remove with null.</param>
    /// <param name="arguments">What follows on the command line.</param>
    public static Task<SampleRun> InAsync(
        DirectoryInfo folder, string sample, IReadOnlyDictionary<string, string?>? environment = null, params string[] arguments) =>
        StartAsync(folder, Dotnet, ["exec", Assembly("samples", sample), .. arguments], environment);

    /// <summary>Runs the app that the checks before a merge publish natively, and that otherwise runs as it was built beside these tests.</summary>
    /// <param name="folder">The current folder of the run.</param>
    /// <param name="arguments">What follows on the command line.</param>
    public static Task<SampleRun> OfAotAppAsync(DirectoryInfo folder, params string[] arguments) => OfAotAppAsync(folder, null, arguments);

    /// <summary>The same with variables of its own.</summary>
    /// <param name="folder">The current folder of the run.</param>
    /// <param name="environment">Variables to set, or to remove with null.</param>
    /// <param name="arguments">What follows on the command line.</param>
    public static Task<SampleRun> OfAotAppAsync(DirectoryInfo folder, IReadOnlyDictionary<string, string?>? environment, params string[] arguments) =>
        Environment.GetEnvironmentVariable("CONVOSOCONNECT_AOT_APP") is { Length: > 0 } native
            ? StartAsync(folder, native, arguments, environment)
            : StartAsync(folder, Dotnet, ["exec", Assembly("tests", "ConvosoConnect.Sdk.AotApp"), .. arguments], environment);

    private static async Task<SampleRun> StartAsync(
        DirectoryInfo folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
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
        }
    }

    /// <summary>A program's assembly: in the folder of its project, at the place where that of these tests is in theirs.</summary>
    private static string Assembly(string folder, string project)
    {
        string here = Path.Combine(Repository.Root, "tests", typeof(SampleRun).Assembly.GetName().Name!);
        return Path.Combine(Repository.Root, folder, project, Path.GetRelativePath(here, AppContext.BaseDirectory), $"{project}.dll");
    }
}
