using ConvosoConnect.Sdk.Conformance;
using CustomStore;

// Runs the conformance suite against the stores of this sample and says what holds; the exit code is 0 only when all does.
int width = Conformance.Cases.Keys.Max(name => name.Length);
int failed = 0;
foreach ((string name, Func<CancellationToken, Task> run) in Conformance.Cases)
{
    using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
    try
    {
        await run(limit.Token);
        Console.WriteLine($"{name.PadRight(width)}  ok");
    }
    catch (Exception exception) when (exception is ConformanceException or OperationCanceledException)
    {
        failed++;
        Console.WriteLine($"{name.PadRight(width)}  FAILED  {exception.Message}");
    }
}

Console.WriteLine($"{Conformance.Cases.Count - failed} of {Conformance.Cases.Count} cases hold.");
return failed == 0 ? 0 : 1;
