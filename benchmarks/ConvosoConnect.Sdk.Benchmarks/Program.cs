using System.Globalization;
using ConvosoConnect.Sdk.Benchmarks.Runs;
using ConvosoConnect.Sdk.Benchmarks.Work;

const string Usage =
    """
    --full            the thorough run by BenchmarkDotNet, 10 to 15 minutes
    --quick           the goals and what they are compared with, about a minute
    --masking         what the mask takes for a character of the worst texts, half a minute
    --check           fails when a goal is missed by far, some seconds
    --cold            cold start and ten thousand endpoints, about a minute
    --results PATH    writes the table there; else it is printed
    """;

string? folder = args is [_, "--results", { } path] ? path : null;
if (args is not ([_] or [_, "--results", _] or [ColdStart.Child, _]))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

switch (args[0])
{
    case "--full":
        return Write("request-building.md", Report.Markdown("BenchmarkDotNet, medians of 15 iterations.", FullRun.Measure()));
    case "--quick":
        return Write("request-building-quick.md", Report.Markdown("Processor time, medians of 41 rounds of 5 ms each, in turn.", Measure(Catalogue.ForGoals, 41)));
    case "--masking":
        return Write("masking.md", Report.Masking(Rounds.Measure([.. Masking.Jobs], 11)));
    case "--cold":
        return Write("cold-start.md", ColdStart.Markdown());
    case "--check":
        return Check();
    case ColdStart.Child:
        ColdStart.RunHere(int.Parse(args[1], CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static IReadOnlyList<Figure> Measure(IEnumerable<Job> chosen, int rounds)
{
    Job[] jobs = [.. chosen];
    Job.Compare(jobs);
    return Rounds.Measure(jobs, rounds);
}

// The compiler may still be at work on a job when it is first measured, which doubles its time for a while. So what misses is measured again, with all the rest.
static int Check()
{
    const int Tries = 4;
    for (int i = 1; ; i++)
    {
        string[] misses = Misses(Measure(Catalogue.ForGoals.Where(Goal.Needs), 21), Rounds.Measure([.. Masking.ForCheck], 5));
        foreach (string miss in misses)
        {
            Console.Error.WriteLine(miss);
        }

        if (misses.Length == 0 || i == Tries)
        {
            Console.WriteLine(misses.Length == 0 ? "The engine is as quick as it has to be." : "The engine became slower. Run --quick to see all ratios.");
            return misses.Length == 0 ? 0 : 1;
        }
    }
}

static string[] Misses(IReadOnlyList<Figure> figures, IReadOnlyList<Figure> ofMasking)
{
    IEnumerable<string?> ofGoals = Goal.All.Append(Goal.Growth).Where(g => g.Limit is not null).Select(g => g.Miss(figures));
    return [.. ofGoals.Concat(ofMasking.Select(Masking.Miss)).OfType<string>()];
}

int Write(string name, string markdown)
{
    if (folder is null)
    {
        Console.WriteLine(markdown);
    }
    else
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), markdown);
    }

    return 0;
}
