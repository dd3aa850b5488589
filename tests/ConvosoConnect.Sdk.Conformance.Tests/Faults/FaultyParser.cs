using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>The built-in TEXT parser of which single members are replaced.</summary>
internal sealed class FaultyParser : IResponseParser
{
    public static IResponseParser Right { get; } = Door.All<IResponseParser>().Single(p => p.Name == "TEXT");

    public Func<string> Called { get; init; } = () => "TEXT";

    public Func<ResponseBody, ParsedResponse> Reads { get; init; } = Right.Parse;

    public string Name => Called();

    public ParsedResponse Parse(ResponseBody body) => Reads(body);
}
