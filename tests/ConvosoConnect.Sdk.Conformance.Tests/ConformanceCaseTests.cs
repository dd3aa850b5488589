using ConvosoConnect.Sdk.Conformance.Tests.Faults;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests;

public sealed class ConformanceCaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Cases_Names_AreUniqueAndBeginWithTheirList()
    {
        CheckNames("EndpointStore.", [.. EndpointStoreConformance.Cases.Select(Text), .. EndpointStoreConformance.DurableCases.Select(Text)]);
        CheckNames("EndpointStore.", [.. EndpointStoreConformance.ReadOnlyCases.Select(Text)]);
        CheckNames("AdaptorStore.", [.. AdaptorStoreConformance.Cases.Select(Text), .. AdaptorStoreConformance.DurableCases.Select(Text)]);
        CheckNames("AdaptorStore.", [.. AdaptorStoreConformance.ReadOnlyCases.Select(Text)]);
        CheckNames(
            "LogStore.",
            [
                .. LogStoreConformance.Cases.Select(Text), .. LogStoreConformance.DurableCases.Select(Text), .. LogStoreConformance.RetentionCases.Select(Text),
                .. LogStoreConformance.SharedCases.Select(Text),
            ]);
        CheckNames("BodyEncoder.", [.. BodyEncoderConformance.Cases.Select(Text)]);
        CheckNames("ResponseParser.", [.. ResponseParserConformance.Cases.Select(Text)]);
        CheckNames("Integrator.", [.. IntegratorConformance.Cases.Select(Text)]);
    }

    [Fact]
    public async Task RunAsync_SubjectThatThrows_FailsWithItsException()
    {
        var thrown = new InvalidOperationException("the disk is on fire");
        ConformanceException failure = await Assert.ThrowsAsync<ConformanceException>(
            () => Case("LogStore.IdsAscend").RunAsync(_ => new(LogFaults.Appends(_ => throw thrown)), Token));

        Assert.Same(thrown, failure.InnerException);
        Assert.Equal("LogStore.IdsAscend", failure.CaseName);
        Assert.Contains("InvalidOperationException: the disk is on fire", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Case("LogStore.IdsAscend").Purpose, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_SubjectThatHangs_EndsWithTheCallersToken()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var never = new TaskCompletionSource<long>();
        var hanging = new FaultyLog(Door.Get<IConnectLogStore>())
        {
            Append = (_, _) =>
            {
                source.Cancel();
                return new(never.Task);
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Case("LogStore.IdsAscend").RunAsync(_ => new(hanging), source.Token));
    }

    [Fact]
    public async Task RunAsync_FactoryThatThrows_PassesItOn() => await Assert.ThrowsAsync<TimeoutException>(
        () => Case("LogStore.Empty").RunAsync(_ => throw new TimeoutException(), Token));

    [Fact]
    public async Task RunAsync_NullFactory_Throws() => await Assert.ThrowsAsync<ArgumentNullException>(() => Case("LogStore.Empty").RunAsync(null!, Token));

    [Fact]
    public async Task RunAsync_Twice_MakesAndDisposesASubjectEachTime()
    {
        List<OnceDisposable> made = [];
        ConformanceCase<StorePair> @case = EndpointStoreConformance.Cases.Single(c => c.Name == "EndpointStore.SaveNew");
        for (int i = 0; i < 2; i++)
        {
            await @case.RunAsync(
                _ =>
                {
                    StorePair right = Door.Pair();
                    made.Add(new OnceDisposable(right.Endpoints));
                    return new(right with { Endpoints = made[^1] });
                },
                Token);
        }

        Assert.Equal(2, made.Count);
        Assert.All(made, subject => Assert.Throws<ObjectDisposedException>(subject.Dispose));
    }

    [Fact]
    public async Task RunAsync_LongTextsThatDiffer_SaysWhere()
    {
        ConformanceException failure = await Assert.ThrowsAsync<ConformanceException>(
            () => Case("LogStore.LargeValues").RunAsync(_ => new(LogFaults.Appends(e => e with { ResponseBody = e.ResponseBody?[..65_536] })), Token));

        Assert.Contains("from character 65516 of 65536", failure.Seen, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 1, 1_000);
    }

    private static ConformanceCase<IConnectLogStore> Case(string name) => LogStoreConformance.Cases.Single(c => c.ToString() == name);

    private static (string Name, string Purpose) Text<T>(ConformanceCase<T> @case)
        where T : notnull => (@case.Name, @case.Purpose);

    private static void CheckNames(string prefix, IReadOnlyList<(string Name, string Purpose)> cases)
    {
        Assert.NotEmpty(cases);
        Assert.All(cases, c => Assert.Matches($@"^{prefix.TrimEnd('.')}\.[A-Z][A-Za-z]+$", c.Name));
        Assert.All(cases, c => Assert.Matches(@"^\S.*\.$", c.Purpose));
        Assert.Equal(cases.Count, cases.Select(c => c.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
