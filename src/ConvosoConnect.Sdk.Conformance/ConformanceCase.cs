using System.Runtime.ExceptionServices;
using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>One thing that every implementation of an interface must do, ready to be run against one. Safe to run many times, also at once.</summary>
/// <typeparam name="T">What it is run against, such as <see cref="IEndpointStore"/>.</typeparam>
public sealed class ConformanceCase<T>
    where T : notnull
{
    private readonly Func<T, CancellationToken, Task> _body;

    internal ConformanceCase(string name, string purpose, Func<T, CancellationToken, Task> body) => (Name, Purpose, _body) = (name, purpose, body);

    /// <summary>Names the case for good, such as <c>EndpointStore.StaleSave</c>; unique in its list.</summary>
    public string Name { get; }

    /// <summary>What must hold, as a sentence.</summary>
    public string Purpose { get; }

    /// <summary>Runs the case on the thread pool, without the caller's synchronization context.</summary>
    /// <param name="factory">
    /// Makes the subject, once a run. A store must be fresh: it holds nothing that another run has written. The case disposes what it is given.
    /// </param>
    /// <param name="cancellationToken">Bounds the run: a subject that hangs is abandoned when it is cancelled.</param>
    /// <returns>A task that succeeds when the case holds.</returns>
    /// <exception cref="ConformanceException">The case does not hold; the message says what was expected and what was seen.</exception>
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

    /// <summary>The name, so that test runners show it.</summary>
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
            return new ConformanceException(Name, Purpose, failed.Expected, failed.Seen);
        }
        catch (Exception exception)
        {
            return cancellationToken.IsCancellationRequested
                ? new OperationCanceledException(cancellationToken)
                : new ConformanceException(Name, Purpose, expected, $"{exception.GetType().Name}: {exception.Message}", exception);
        }
    }
}
