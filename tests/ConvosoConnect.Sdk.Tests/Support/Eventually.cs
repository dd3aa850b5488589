namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Waits for what another thread does.</summary>
internal static class Eventually
{
    /// <summary>Waits until a condition holds, for a minute at most.</summary>
    /// <exception cref="OperationCanceledException">It does not hold after a minute.</exception>
    public static async Task IsTrueAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
