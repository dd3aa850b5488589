using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>One planted fault, and the cases that it must fail: these and no others.</summary>
internal sealed record Fault<T>(string Name, Func<T> Make, params string[] Fails)
    where T : notnull
{
    public async Task ProveAsync(string prefix, IEnumerable<ConformanceCase<T>> cases)
    {
        var failures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ConformanceCase<T> @case in cases)
        {
            try
            {
                await @case.RunAsync(_ => new(Make()), TestContext.Current.CancellationToken);
            }
            catch (ConformanceException exception)
            {
                Assert.Equal(@case.Name, exception.CaseName);
                Assert.Contains(exception.Expected, exception.Message, StringComparison.Ordinal);
                Assert.Contains(exception.Seen, exception.Message, StringComparison.Ordinal);
                failures.Add(@case.Name, exception.Message);
            }
        }

        string[] expected = [.. Fails.Select(f => $"{prefix}.{f}").Order(StringComparer.Ordinal)];
        Assert.True(
            expected.SequenceEqual(failures.Keys.Order(StringComparer.Ordinal)),
            $"'{Name}' should fail {string.Join(", ", expected)}; it failed:{Environment.NewLine}{string.Join(Environment.NewLine, failures.Values)}");
    }

    public override string ToString() => Name;
}
