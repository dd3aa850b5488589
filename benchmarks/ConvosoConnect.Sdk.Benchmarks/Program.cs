using ConvosoConnect.Sdk.Benchmarks.Runs;
using ConvosoConnect.Sdk.Benchmarks.Work;

Job[] jobs = [.. Catalogue.ForGoals.Where(j => args.Length == 0 || j.ToString().Contains(args[0], StringComparison.OrdinalIgnoreCase))];
Job.Compare(jobs);
foreach (Figure figure in Rounds.Measure(jobs, 151))
{
    Console.WriteLine(FormattableString.Invariant($"{figure.Group,-40} {figure.Contender,-45} {figure.Nanoseconds,10:0} ns {figure.Bytes,9:0} B"));
}
