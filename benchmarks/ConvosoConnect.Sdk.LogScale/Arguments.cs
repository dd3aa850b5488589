using System.CommandLine;

namespace ConvosoConnect.Sdk.LogScale;

/// <summary>What to measure and how long.</summary>
/// <param name="Providers">Names of the databases.</param>
/// <param name="Sizes">How many entries the logs hold.</param>
/// <param name="Seconds">How long one measure may take at most; a read is nevertheless measured five times at least.</param>
/// <param name="Folder">Where the databases are made.</param>
/// <param name="Results">The folder of the tables; null prints only.</param>
/// <param name="Keep">Whether the databases stay for a further run; what would change them is then not measured.</param>
/// <param name="Stalls">Whether to measure how long writers wait for each other, rather than reads; the sizes then say how many entries a purge deletes.</param>
/// <param name="AppendTo">The database to append to, for a program that this one started; null for the first.</param>
internal sealed record Arguments(
    IReadOnlyList<string> Providers, IReadOnlyList<long> Sizes, double Seconds, string Folder, string? Results, bool Keep, bool Stalls, string? AppendTo)
{
    /// <summary>Reads the command line; null when there is nothing to run, with the code to end with.</summary>
    public static Arguments? Read(string[] args, out int exitCode)
    {
        var providers = new Option<string[]>("--provider")
        {
            Description = "which database; give it twice for both",
            DefaultValueFactory = _ => [SqliteHost.Key, PostgreSqlHost.Key],
        };
        providers.AcceptOnlyFromAmong(SqliteHost.Key, PostgreSqlHost.Key);
        var sizes = new Option<long[]>("--size")
        {
            Description = "how many entries; give it several times for several logs",
            DefaultValueFactory = _ => [10_000, 1_000_000],
        };
        var seconds = new Option<double>("--seconds") { Description = "how long one measure may take at most", DefaultValueFactory = _ => 3 };
        var folder = new Option<string>("--folder") { Description = "where the databases are made", DefaultValueFactory = _ => Path.GetTempPath() };
        var results = new Option<string?>("--results") { Description = "writes log-scale.md and log-scale.json there; other sizes and providers in them stay" };
        var keep = new Option<bool>("--keep") { Description = "leaves the databases for the next run, and measures only what does not change them" };
        var stalls = new Option<bool>("--stalls") { Description = "measures how long appends and saves wait beside a purge of so many entries, 32 senders, and other processes; prints only" };
        var appendTo = new Option<string?>("--append-to") { Hidden = true };
        var command = new RootCommand("Measures the log of the database stores at scale, through the public API.") { providers, sizes, seconds, folder, results, keep, stalls, appendTo };
        ParseResult parsed = command.Parse(args);
        if (parsed.Errors.Count > 0 || parsed.Action is { })
        {
            exitCode = parsed.Invoke();
            return null;
        }

        exitCode = 0;
        return new Arguments(
            parsed.GetRequiredValue(providers),
            parsed.GetRequiredValue(sizes),
            parsed.GetValue(seconds),
            parsed.GetRequiredValue(folder),
            parsed.GetValue(results),
            parsed.GetValue(keep),
            parsed.GetValue(stalls),
            parsed.GetValue(appendTo));
    }
}
