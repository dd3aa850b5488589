namespace ConvosoConnect.Sdk.Conformance;

/// <summary>One requirement as a case that brings its own subject, such as an example of <see cref="IntegratorExamples"/>. It may run many times, also at the same time.</summary>
public sealed class ConformanceCase
{
    private static readonly object NoSubject = new();

    private readonly ConformanceCase<object> _case;

    internal ConformanceCase(string name, string purpose, Func<CancellationToken, Task> body) => _case = new(name, purpose, (_, token) => body(token));

    /// <summary>The name of the case, such as <c>Zoho.examples.json: a lead is created</c>. It is unique in its list.</summary>
    public string Name => _case.Name;

    /// <summary>The requirement, as a sentence.</summary>
    public string Purpose => _case.Purpose;

    /// <summary>Runs the case on the thread pool, without the caller's synchronization context.</summary>
    /// <param name="cancellationToken">Limits the run.</param>
    /// <returns>A task that succeeds when the requirement is met.</returns>
    /// <exception cref="ConformanceException">The requirement is not met; the message says what was expected and what was seen.</exception>
    public Task RunAsync(CancellationToken cancellationToken = default) => _case.RunAsync(_ => new(NoSubject), cancellationToken);

    /// <summary>Gives the name, so that test runners show it.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
