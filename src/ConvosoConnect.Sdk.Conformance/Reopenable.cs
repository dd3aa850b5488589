namespace ConvosoConnect.Sdk.Conformance;

/// <summary>A store whose content is still there when it is disposed and opened again, such as a store in a file.</summary>
/// <typeparam name="T">The type of the store.</typeparam>
/// <param name="open">Opens the store with the same content at each call; at the first call the store is empty. The case disposes each store before it opens the next.</param>
public sealed class Reopenable<T>(Func<CancellationToken, ValueTask<T>> open)
    where T : notnull
{
    /// <summary>Opens the store.</summary>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The store.</returns>
    public ValueTask<T> OpenAsync(CancellationToken cancellationToken = default) => open(cancellationToken);
}
