namespace QuickStart;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Arguments(bool Verbose, bool Help, string? Unknown)
{
    public const string Usage = """
        QuickStart: sends 50 leads through ConvosoConnect.Sdk to a receiver on this machine, shows what
        went out and what came back, and writes connect-log.csv. Exit code 0 only if all was as expected.

          dotnet run --project samples/QuickStart [-- --verbose]

          --verbose   show each request in one line
          --help      show this
        """;

    public static Arguments Read(IReadOnlyCollection<string> args) => new(
        args.Contains("--verbose"), args.Contains("--help"), args.FirstOrDefault(a => a is not ("--verbose" or "--help")));
}
