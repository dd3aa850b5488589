using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Conformance.PartCases;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>The cases that every <see cref="IBodyEncoder"/> must pass.</summary>
public static class BodyEncoderConformance
{
    /// <summary>The cases. The factory gives the encoder.</summary>
    public static IReadOnlyList<ConformanceCase<IBodyEncoder>> Cases => EncoderCases.All;
}
