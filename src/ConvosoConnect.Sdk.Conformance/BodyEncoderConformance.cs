using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Conformance.PartCases;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>What every <see cref="IBodyEncoder"/> does.</summary>
public static class BodyEncoderConformance
{
    /// <summary>The cases.</summary>
    public static IReadOnlyList<ConformanceCase<IBodyEncoder>> Cases => EncoderCases.All;
}
