using Xunit;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Tests that measure what the whole process allocates: nothing else may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredGroup
{
    public const string Name = "Measured";
}
