using System.CommandLine;
using System.CommandLine.Help;

namespace QuickStart;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Verbose">Whether each request is shown.</param>
/// <param name="Storage">Where the log goes.</param>
internal sealed record Arguments(bool Verbose, Storage Storage)
{
    private const string Variable = "CONVOSOCONNECT_POSTGRES";

    /// <summary>Reads the command line.</summary>
    /// <param name="args">It.</param>
    /// <param name="exitCode">What to end with when there is nothing to run: 0 after the help, 2 after a message on what is wrong.</param>
    /// <returns>Null when there is nothing to run.</returns>
    public static Arguments? Read(string[] args, out int exitCode)
    {
        var verbose = new Option<bool>("--verbose") { Description = "show each request in one line" };
        var store = new Option<string>("--store")
        {
            Description = "where the log is kept; what is in it stays for the next run, except in memory",
            DefaultValueFactory = _ => Storage.Sqlite,
        };
        store.AcceptOnlyFromAmong(Storage.Names);
        var connection = new Option<string>("--connection")
        {
            Description = $"PostgreSQL's connection string; unless given, the environment variable {Variable}",
            HelpName = "string",
        };
        var command = new RootCommand(
            "Sends 50 leads through ConvosoConnect.Sdk to a receiver on this machine, shows what went out and what came back, and writes "
            + $"{LogFile.Name}. Exit code 0 only if all was as expected.") { verbose, store, connection };
        foreach (HelpOption help in command.Options.OfType<HelpOption>())
        {
            help.Action = new HelpAction { MaxWidth = Screen.Width };
        }

        ParseResult parsed = command.Parse(args);
        string[] problems = [.. parsed.Errors.Select(e => e.Message)];
        if (problems.Length == 0 && parsed.Action is { })
        {
            exitCode = parsed.Invoke();
            return null;
        }

        var storage = problems.Length == 0 ? new Storage(parsed.GetRequiredValue(store), parsed.GetValue(connection) ?? Environment.GetEnvironmentVariable(Variable) ?? "") : null;
        if (storage?.Problem is { } problem)
        {
            problems = [problem];
        }

        exitCode = problems.Length == 0 ? 0 : 2;
        foreach (string line in problems)
        {
            Console.Error.WriteLine(line);
        }

        return exitCode == 0 ? new Arguments(parsed.GetValue(verbose), storage!) : null;
    }
}
