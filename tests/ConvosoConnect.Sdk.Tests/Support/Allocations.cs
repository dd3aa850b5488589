namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Counts what this thread allocates.</summary>
internal static class Allocations
{
    private const int Rounds = 10;

    /// <summary>
    /// The least of several rounds. A collection that another test causes meanwhile counts the rest of this thread's buffer as allocated, and empties the shared pools.
    /// </summary>
    public static long Least(Action run) => Enumerable.Range(0, Rounds).Min(_ =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
