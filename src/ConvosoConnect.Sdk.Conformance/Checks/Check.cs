namespace ConvosoConnect.Sdk.Conformance.Checks;

/// <summary>The checks of the cases. A check that fails throws <see cref="CheckFailedException"/>, which ends the case.</summary>
internal static class Check
{
    public static void That(bool holds, string expected, string seen)
    {
        if (!holds)
        {
            throw new CheckFailedException(expected, seen);
        }
    }

    public static void Equal<T>(string what, T expected, T seen) =>
        That(EqualityComparer<T>.Default.Equals(expected, seen), $"{what} = {Show.Value(expected)}", Show.Value(seen));

    public static void Equal(string what, string? expected, string? seen)
    {
        if (expected is not null && seen is not null && !string.Equals(expected, seen, StringComparison.Ordinal))
        {
            int at = expected.AsSpan().CommonPrefixLength(seen);
            throw new CheckFailedException($"{what} = {Show.Around(expected, at)}", Show.Around(seen, at));
        }

        That(expected is null == seen is null, $"{what} = {Show.Value(expected)}", Show.Value(seen));
    }

    public static void Sequence<T>(string what, IEnumerable<T> expected, IEnumerable<T>? seen)
    {
        T[] wanted = [.. expected];
        T[]? found = seen?.ToArray();
        That(found is not null && wanted.AsSpan().SequenceEqual(found), $"{what} = {Show.List(wanted)}", found is null ? "null" : Show.List(found));
    }

    /// <summary>Checks for the same values in any order.</summary>
    public static void Set<T>(string what, IEnumerable<T> expected, IEnumerable<T> seen) => Sequence(what, Sorted(expected), Sorted(seen));

    public static T NotNull<T>(string what, T? seen)
        where T : class => seen ?? throw new CheckFailedException(what, "null");

    public static async Task<TException> ThrowsAsync<TException>(string what, Func<Task> step)
        where TException : Exception
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (TException exception)
        {
            return exception;
        }
        catch (Exception exception) when (exception is not CheckFailedException)
        {
            throw new CheckFailedException($"{typeof(TException).Name} from {what}", $"{exception.GetType().Name}: {exception.Message}");
        }

        throw new CheckFailedException($"{typeof(TException).Name} from {what}", "no exception");
    }

    /// <summary>Checks that a step with an already cancelled token throws <see cref="OperationCanceledException"/>.</summary>
    public static Task CancelledAsync(string what, Func<CancellationToken, Task> step) =>
        ThrowsAsync<OperationCanceledException>($"{what} with a cancelled token", () => step(new CancellationToken(canceled: true)));

    private static IEnumerable<T> Sorted<T>(IEnumerable<T> values) => values.OrderBy(v => v?.ToString(), StringComparer.Ordinal);
}
