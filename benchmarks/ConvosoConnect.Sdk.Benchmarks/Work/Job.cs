namespace ConvosoConnect.Sdk.Benchmarks.Work;

/// <summary>One thing to time.</summary>
public sealed class Job
{
    public Job(string group, string contender, Action run, Func<object?> outcome)
    {
        Group = group;
        Contender = contender;
        Run = run;
        Outcome = outcome;
    }

    /// <summary>What is done, such as <c>Build, typical JSON</c>. All jobs of a group do the same.</summary>
    public string Group { get; }

    /// <summary>By whom.</summary>
    public string Contender { get; }

    public Action Run { get; }

    /// <summary>What comes out of one run, for the comparison before anything is timed: a <see cref="Seen"/> or a text.</summary>
    public Func<object?> Outcome { get; }

    public override string ToString() => $"{Group}: {Contender}";

    /// <summary>Throws when two jobs of a group do not come to the same.</summary>
    public static void Compare(IEnumerable<Job> jobs)
    {
        foreach (IGrouping<string, Job> group in jobs.GroupBy(j => j.Group))
        {
            Job first = group.First();
            object? expected = first.Outcome();
            foreach (Job other in group.Skip(1))
            {
                object? actual = other.Outcome();
                string? difference = expected is Seen seen && actual is Seen otherSeen
                    ? seen.Difference(otherSeen)
                    : Equals(expected, actual) ? null : $"outcome is\n{actual}\nand not\n{expected}";
                if (difference is not null)
                {
                    throw new InvalidOperationException($"'{other}' does other work than '{first}' and cannot be compared: its {difference}");
                }
            }
        }
    }
}
