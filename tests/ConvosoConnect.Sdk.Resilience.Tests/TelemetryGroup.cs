using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>Tests that listen to the whole process: none runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TelemetryGroup
{
    public const string Name = "telemetry";
}
