using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk.ResponseParsers;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Fuzz;

/// <summary>
/// What is fuzzed, through the public door. The parsers' inputs are three parts: a line with the Response Key, a line with the charset, and the body.
/// </summary>
internal static class Targets
{
    private const string Delimiter = ",";

    // Made at the first input: before that, instrumented code has nowhere to write its traces.
    private static readonly Lazy<ServiceProvider> Engine = new(BuildEngine);
    private static readonly Lazy<HeaderTarget> Headers = new(() => new HeaderTarget(Engine.Value));

    public static Action<byte[]>? Find(string name) => name switch
    {
        "json" => Json,
        "xml" => Xml,
        "text" => Text,
        "headers" => input => Headers.Value.Run(input),
        _ => null,
    };

    private static void Json(byte[] input)
    {
        (string key, ResponseBody body, ParsedResponse parsed) = Parse("JSON", input);

        // The judge decides what is JSON; a body that is not UTF-8 is read as the text that it stands for.
        string text = body.Text;
        bool isJson = IsJson(text);
        Require(isJson == (parsed.Fault is null), "The parser and the judge differ on whether this is JSON.");
        ReadAll(parsed, key);
        if (isJson)
        {
            Require(Tokens(text).SequenceEqual(Tokens(parsed.Whole)), "The compact body is not the same JSON.");

            // Of members with the same name the last wins, so what stands in an earlier one is listed and not found; half a character is listed as U+FFFD.
            bool isPlain = IsJson(text, allowDuplicates: false);
            Require(!isPlain || parsed.Keys.All(known => known.Contains('\uFFFD') || parsed.Find(known, Delimiter).Exists), "A key is listed and not found.");
        }
    }

    private static void Xml(byte[] input)
    {
        (string key, _, ParsedResponse parsed) = Parse("XML", input);
        ReadAll(parsed, key);
        if (parsed.Fault is null)
        {
            string whole = parsed.Whole;
            ParsedResponse again = Parser("XML").Parse(new ResponseBody(Encoding.UTF8.GetBytes(whole)));
            Require(again.Fault is null, $"The compact body cannot be read again: {again.Fault}");
            Require(parsed.Keys.All(known => parsed.Find(known, Delimiter).Exists), "An element is listed and not found.");
            Require(again.Whole == whole, "The compact body changes when it is read again.");
            Require(again.Find(key, Delimiter).Exists == parsed.Find(key, Delimiter).Exists, "The compact body loses or gains the key.");
        }
    }

    private static void Text(byte[] input)
    {
        (string key, ResponseBody body, ParsedResponse parsed) = Parse("TEXT", input);
        ReadAll(parsed, key);
        string[] segments = body.Text.Trim().Split(Delimiter);
        Require(parsed.Fault is null && parsed.Whole == body.Text.Trim(), "The whole of a text is not the text.");
        for (int i = 0; i <= segments.Length; i++)
        {
            ResponseValue segment = parsed.Find(FormattableString.Invariant($"#{i}"), Delimiter);
            Require(segment.Text == (i < segments.Length ? segments[i].Trim() : null), "A segment is not what stands between the delimiters.");
        }
    }

    private static (string Key, ResponseBody Body, ParsedResponse Parsed) Parse(string parser, byte[] input)
    {
        int first = Array.IndexOf(input, (byte)'\n');
        int second = first < 0 ? -1 : Array.IndexOf(input, (byte)'\n', first + 1);
        string key = first < 0 ? "id" : Encoding.UTF8.GetString(input, 0, first);
        string? charset = second < 0 ? null : Encoding.Latin1.GetString(input, first + 1, second - first - 1);
        var body = new ResponseBody(input.AsMemory(second + 1), mediaType: null, charset is { Length: > 0 } ? charset : null);
        return (key, body, Parser(parser).Parse(body));
    }

    public static IResponseParser Parser(string name) => Engine.Value.GetServices<IResponseParser>().Single(p => p.Name == name);

    /// <summary>All that a send may ask for.</summary>
    private static void ReadAll(ParsedResponse parsed, string key)
    {
        _ = (parsed.Whole, parsed.Message, parsed.Keys.Count(), parsed.Find(key, Delimiter), parsed.Find(key, ""));
        Require(parsed.Fault is null || !parsed.Find(key, Delimiter).Exists, "Something is found in an unreadable body.");
    }

    private static bool IsJson(string text, bool allowDuplicates = true)
    {
        try
        {
            JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 512, AllowDuplicateProperties = allowDuplicates }).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is JsonException || (!allowDuplicates && exception is InvalidOperationException))
        {
            // Names that are half a character cannot be compared.
            return false;
        }
    }

    /// <summary>What the text consists of, apart from the space between.</summary>
    private static List<(JsonTokenType, string)> Tokens(string text)
    {
        var tokens = new List<(JsonTokenType, string)>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = 512 });
        while (reader.Read())
        {
            tokens.Add((reader.TokenType, Encoding.UTF8.GetString(reader.ValueSpan)));
        }

        return tokens;
    }

    internal static void Require(bool holds, string promise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(promise);
        }
    }

    private static ServiceProvider BuildEngine()
    {
        var services = new ServiceCollection();
        services.AddConvosoConnect(options => options.MaskCredentials = false); // A preview shows what would be sent.
        return services.BuildServiceProvider();
    }
}
