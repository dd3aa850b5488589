using System.Globalization;

namespace ConvosoConnect.Sdk.LogScale;

/// <summary>What to measure and how long.</summary>
/// <param name="Providers">Names of the databases.</param>
/// <param name="Sizes">How many entries the logs hold.</param>
/// <param name="Seconds">How long one measure may take at most; a read is nevertheless measured five times at least.</param>
/// <param name="Folder">Where the databases are made.</param>
/// <param name="Results">The folder of the tables; null prints only.</param>
/// <param name="Keep">Whether the SQLite file stays for a further run; what would change it is then not measured.</param>
internal sealed record Arguments(
    IReadOnlyList<string> Providers, IReadOnlyList<long> Sizes, double Seconds, string Folder, string? Results, bool Keep)
{
    public const string Usage =
        """
        --provider sqlite|postgresql   which database; twice for both. Default: both
        --sizes 10000,1000000          how many entries; default 10000,1000000
        --seconds 3                    how long one measure may take at most
        --folder PATH                  where the SQLite file is made; default: the temporary folder
        --results PATH                 writes log-scale.md and log-scale.json there; other sizes and providers in them stay
        --keep                         leaves the SQLite file for the next run, and measures only what does not change it
        """;

    public static Arguments Read(string[] args)
    {
        var read = new Arguments([], [10_000, 1_000_000], 3, Path.GetTempPath(), null, false);
        for (int i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[^1]} needs a value.");
            read = args[i] switch
            {
                "--provider" => read with { Providers = [.. read.Providers, Known(Value())] },
                "--sizes" => read with { Sizes = [.. Value().Split(',').Select(s => long.Parse(s, CultureInfo.InvariantCulture))] },
                "--seconds" => read with { Seconds = double.Parse(Value(), CultureInfo.InvariantCulture) },
                "--folder" => read with { Folder = Value() },
                "--results" => read with { Results = Value() },
                "--keep" => read with { Keep = true },
                _ => throw new ArgumentException($"'{args[i]}' is not known."),
            };
        }

        return read.Providers.Count > 0 ? read : read with { Providers = [SqliteHost.Key, PostgreSqlHost.Key] };
    }

    private static string Known(string provider) => provider is SqliteHost.Key or PostgreSqlHost.Key
        ? provider
        : throw new ArgumentException($"The provider '{provider}' is not known; there are {SqliteHost.Key} and {PostgreSqlHost.Key}.");
}
