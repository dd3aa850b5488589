using ConvosoConnect.Sdk.Conformance.PartCases;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>What every <see cref="IResponseParser"/> does.</summary>
public static class ResponseParserConformance
{
    /// <summary>The cases.</summary>
    public static IReadOnlyList<ConformanceCase<IResponseParser>> Cases => ParserCases.All;
}
