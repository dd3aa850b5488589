namespace ConvosoConnect.Sdk.Conformance.Checks;

/// <summary>Runs many callers at the same time.</summary>
internal static class Crowd
{
    /// <summary>Starts all steps together, each on a thread of the pool, and waits for all of them.</summary>
    public static async Task<T[]> RunAsync<T>(int count, Func<int, Task<T>> step)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<T>[] tasks = [.. Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await gate.Task.ConfigureAwait(false);
            return await step(i).ConfigureAwait(false);
        }))];
        gate.SetResult();
        return await Task.WhenAll(tasks).ConfigureAwait(false);
    }
}
