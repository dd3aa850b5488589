using System.Runtime.InteropServices;
using System.Text;
using ConvosoConnect.Sdk.ResponseParsers;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

public sealed class ParserFaultTests
{
    private static readonly IReadOnlyList<Fault<IResponseParser>> Faults =
    [
        new("changes its name", ChangesName, "NameStable"),
        new(
            "throws on a single quote",
            () => Reads(body => body?.Text.Contains('\'') == true ? throw new FormatException("a quote") : FaultyParser.Right.Parse(body!)),
            "AnyBody", "Noise", "Unreadable"),
        new("throws on bytes that are not UTF-8", ThrowsOnInvalid, "AnyBody", "Noise"),
        new(
            "takes the key for a number",
            () => Altered(right => new(right) { Finds = (key, delimiter) => key is ['#', .. var number] && int.Parse(number, null) < 0 ? default : right.Find(key, delimiter) }),
            "AnyKey"),
        new(
            "finds an empty text for an unknown key",
            () => Altered(right => new(right) { Finds = (key, delimiter) => right.Find(key, delimiter) is { Exists: true } v ? v : ResponseValue.Found("") }),
            "UnknownKey"),
        new("finds something in the unreadable", () => Altered(right => new(right) { Says = new(ResponseFaultKind.Other, Detail: "a riddle") }), "Unreadable"),
        new("lists every key", () => Altered(right => new(right) { Lists = right.Whole.Split(',') }), "KeysBounded"),
        new("keeps the last body", KeepsLast, "Stateless"),
        new("decodes in place", DecodesInPlace, "BytesUntouched"),
        new("takes null", () => Reads(body => FaultyParser.Right.Parse(body ?? new ResponseBody("x"u8.ToArray()))), "Null"),
    ];

    public static TheoryData<string> Names => [.. Faults.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task ResponseParser_PlantedFault_FailsItsCasesOnly(string fault) =>
        Faults.Single(f => f.Name == fault).ProveAsync("ResponseParser", ResponseParserConformance.Cases);

    private static FaultyParser Reads(Func<ResponseBody, ParsedResponse> reads) => new() { Reads = reads };

    private static FaultyParser Altered(Func<ParsedResponse, FaultyResponse> alter) => new() { Reads = body => alter(FaultyParser.Right.Parse(body)) };

    private static FaultyParser ChangesName()
    {
        int asked = 0;
        return new() { Called = () => $"TEXT{Interlocked.Increment(ref asked)}" };
    }

    private static FaultyParser ThrowsOnInvalid()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        return Reads(body =>
        {
            ArgumentNullException.ThrowIfNull(body);
            strict.GetString(body.Bytes.Span);
            return FaultyParser.Right.Parse(body);
        });
    }

    /// <summary>Each thread has one response, which the next one replaces.</summary>
    private static FaultyParser KeepsLast()
    {
        var last = new ThreadLocal<ParsedResponse?>();
        return Reads(body =>
        {
            ParsedResponse right = FaultyParser.Right.Parse(body);
            last.Value = right;
            return new FaultyResponse(right) { Finds = (key, delimiter) => (last.Value ?? right).Find(key, delimiter) };
        });
    }

    /// <summary>Upper-cases the first letter where it stands, and reads what was there.</summary>
    private static FaultyParser DecodesInPlace() => Reads(body =>
    {
        ParsedResponse right = FaultyParser.Right.Parse(body);
        Span<byte> bytes = MemoryMarshal.AsMemory(body.Bytes).Span;
        bytes[0] = bytes[0] == (byte)'o' ? (byte)'O' : bytes[0];
        return right;
    });
}
