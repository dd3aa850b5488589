namespace ConvosoConnect.Sdk.Conformance;

/// <summary>A store whose content outlives it, such as one in a file: it can be disposed and opened again.</summary>
/// <typeparam name="T">The store.</typeparam>
/// <param name="open">Opens the same content each time it is called; empty the first time. The case disposes each store before it opens the next.</param>
public sealed class Reopenable<T>(Func<CancellationToken, ValueTask<T>> open)
    where T : notnull
{
    /// <summary>Opens the content.</summary>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The store.</returns>
    public ValueTask<T> OpenAsync(CancellationToken cancellationToken = default) => open(cancellationToken);
}
