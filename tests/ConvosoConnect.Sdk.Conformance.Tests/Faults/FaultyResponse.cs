using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>A response of which single members are replaced.</summary>
internal sealed class FaultyResponse(ParsedResponse right) : ParsedResponse
{
    public Func<string, string, ResponseValue> Finds { get; init; } = right.Find;

    public IEnumerable<string> Lists { get; init; } = right.Keys;

    public ResponseFault? Says { get; init; } = right.Fault;

    public override ResponseFault? Fault => Says;

    public override string Whole => right.Whole;

    public override IEnumerable<string> Keys => Lists;

    public override ResponseValue Find(string key, string delimiter) => Finds(key, delimiter);
}
