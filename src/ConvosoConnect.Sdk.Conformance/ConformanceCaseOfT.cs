using System.Runtime.ExceptionServices;
using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>One requirement that every implementation of an interface must meet, as a case that can be run. It may run many times, also at the same time.</summary>
/// <typeparam name="T">The type that the case runs against, such as <see cref="IEndpointStore"/>.</typeparam>
public sealed class ConformanceCase<T>
    where T : notnull
{
    private readonly Func<T, CancellationToken, Task> _body;

    internal ConformanceCase(string name, string purpose, Func<T, CancellationToken, Task> body) => (Name, Purpose, _body) = (name, purpose, body);

    /// <summary>The name of the case, such as <c>EndpointStore.StaleSave</c>. It does not change between versions and is unique in its list.</summary>
    public string Name { get; }

    /// <summary>The requirement, as a sentence.</summary>
    public string Purpose { get; }

    /// <summary>Runs the case on the thread pool, without the caller's synchronization context.</summary>
    /// <param name="factory">Makes the subject, once for each run. A store must be fresh, without data of another run. The case disposes the subject.</param>
    /// <param name="cancellationToken">Limits the run: when it is cancelled, a subject that hangs is abandoned.</param>
    /// <returns>A task that succeeds when the subject meets the requirement.</returns>
    /// <exception cref="ConformanceException">The subject does not meet the requirement; the message says what was expected and what was seen.</exception>
    public async Task RunAsync(Func<CancellationToken, ValueTask<T>> factory, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(factory);
        T subject = await factory(cancellationToken).ConfigureAwait(false);
        Exception? failure = await AttemptAsync("no exception", () => _body(subject, cancellationToken), cancellationToken).ConfigureAwait(false);
        Exception? leftover =
            await AttemptAsync("disposal without an exception", () => Disposal.DisposeAsync(subject), cancellationToken).ConfigureAwait(false);
        if ((failure ?? leftover) is { } exception)
        {
            ExceptionDispatchInfo.Throw(exception);
        }
    }

    /// <summary>Gives the name, so that test runners show it.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    private async Task<Exception?> AttemptAsync(string expected, Func<Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(step, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (CheckFailedException failed)
        {
            return new ConformanceException(Name, Purpose, failed.Expected, failed.Seen, report: failed.Report);
        }
        catch (Exception exception)
        {
            return cancellationToken.IsCancellationRequested
                ? new OperationCanceledException(cancellationToken)
                : new ConformanceException(Name, Purpose, expected, $"{exception.GetType().Name}: {exception.Message}", exception);
        }
    }
}
