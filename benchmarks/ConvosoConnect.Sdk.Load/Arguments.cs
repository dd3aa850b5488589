using System.CommandLine;

namespace ConvosoConnect.Sdk.Load;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Seconds">How long one measure takes.</param>
/// <param name="Rounds">How often each is repeated, the contenders in turn; the median counts.</param>
/// <param name="Senders">How many senders to measure with.</param>
/// <param name="Folder">Where the databases are made.</param>
/// <param name="Results">The folder of the tables; null prints only.</param>
/// <param name="SoakMinutes">How long to send without a pause; 0 for the measures.</param>
/// <param name="Rate">How many sends a second the soak aims at.</param>
/// <param name="Noise">Whether to measure an endpoint beside one whose receiver answers noise, instead.</param>
internal sealed record Arguments(double Seconds, int Rounds, int[] Senders, string Folder, string? Results, double SoakMinutes, int Rate, bool Noise)
{
    /// <summary>Reads the command line; null when there is nothing to run, with the code to end with.</summary>
    public static Arguments? Read(string[] args, out int exitCode)
    {
        var seconds = new Option<double>("--seconds") { Description = "how long one measure takes", DefaultValueFactory = _ => 4 };
        var rounds = new Option<int>("--rounds") { Description = "how often each measure is repeated; the median counts", DefaultValueFactory = _ => 3 };
        var senders = new Option<int[]>("--senders") { Description = "how many send at once; give it several times for several crowds", DefaultValueFactory = _ => [1, 16, 128] };
        var folder = new Option<string>("--folder") { Description = "where the databases are made; they are deleted", DefaultValueFactory = _ => Path.GetTempPath() };
        var results = new Option<string?>("--results") { Description = "the folder that gets the table; unless given, it is only printed" };
        var soak = new Option<double>("--soak") { Description = "sends for so many minutes and watches the memory instead" };
        var rate = new Option<int>("--rate") { Description = "how many sends a second the soak aims at", DefaultValueFactory = _ => 2000 };
        var noise = new Option<bool>("--noise") { Description = "measures an endpoint beside one whose receiver answers 64 KB of noise to 32 senders instead" };
        var command = new RootCommand("Drives a receiver in another process on this machine, through a bare HttpClient and through ConvosoConnect.Sdk.")
        {
            seconds, rounds, senders, folder, results, soak, rate, noise,
        };
        ParseResult parsed = command.Parse(args);
        if (parsed.Errors.Count > 0 || parsed.Action is { })
        {
            exitCode = parsed.Invoke();
            return null;
        }

        exitCode = 0;
        return new Arguments(
            parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(senders)!, parsed.GetValue(folder)!, parsed.GetValue(results), parsed.GetValue(soak), parsed.GetValue(rate), parsed.GetValue(noise));
    }

    public void Write(string file, string text)
    {
        Console.WriteLine(text);
        if (Results is not null)
        {
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Results).FullName, file), text);
        }
    }
}
