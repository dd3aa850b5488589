using Xunit;

namespace ConvosoConnect.Sdk.Reliability.Tests.Chaos;

/// <summary>Tests that measure the memory of the whole process: nothing else may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredGroup
{
    public const string Name = "Measured";
}
