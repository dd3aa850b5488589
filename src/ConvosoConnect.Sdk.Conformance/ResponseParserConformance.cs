using ConvosoConnect.Sdk.Conformance.PartCases;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>The cases that every <see cref="IResponseParser"/> must pass.</summary>
public static class ResponseParserConformance
{
    /// <summary>The cases. The factory gives the parser.</summary>
    public static IReadOnlyList<ConformanceCase<IResponseParser>> Cases => ParserCases.All;
}
