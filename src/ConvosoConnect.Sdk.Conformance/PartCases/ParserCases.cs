using System.Text;
using ConvosoConnect.Sdk.Conformance.Checks;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Conformance.PartCases;

/// <summary>Cases for every response parser, whatever its format.</summary>
internal static class ParserCases
{
    private const string Prefix = "ResponseParser.";
    private const string UnknownKey = "no_such_key_8d1f";
    private const int LongestFault = 2_000;
    private const int MostKeys = 1_000;

    public static IReadOnlyList<ConformanceCase<IResponseParser>> All { get; } =
    [
        .. NameCases.For<IResponseParser>("ResponseParser", p => p.Name),
        new(Prefix + "AnyBody", "No body makes the parser throw: broken, deep, huge, in whatever encoding.", (parser, token) =>
            NeverThrows(parser, Bodies.From(Bodies.Good.Concat(Bodies.Odd)), token)),
        new(Prefix + "Noise", "No bytes make the parser throw.", (parser, token) => NeverThrows(parser, Bodies.Noise(3_000), token)),
        new(Prefix + "AnyKey", "No Response Key and no Delimiter makes the look-up throw.", AnyKey),
        new(Prefix + "UnknownKey", "A key that is not in the body is missing.", UnknownKeyMissing),
        new(Prefix + "Unreadable", "A body that cannot be read says what it looks like, in a short phrase, and nothing is found in it.", Unreadable),
        new(Prefix + "KeysBounded", "However many keys a body has, at most a thousand are listed for error sentences.", KeysBounded),
        new(Prefix + "Stateless", "A response stays the same when others are parsed.", Stateless),
        new(Prefix + "BytesUntouched", "The bytes of the body are not changed.", BytesUntouched),
        new(Prefix + "Concurrent", "Many callers at once get the responses that each would get alone.", Concurrent),
        new(Prefix + "Null", "A null body is refused with ArgumentNullException.", (parser, _) =>
            Check.ThrowsAsync<ArgumentNullException>("Parse(null)", () => Task.FromResult(parser.Parse(null!)))),
    ];

    private static Task NeverThrows(IResponseParser parser, IEnumerable<ResponseBody> bodies, CancellationToken token)
    {
        foreach (ResponseBody body in bodies)
        {
            token.ThrowIfCancellationRequested();
            try
            {
                Describe(Parse(parser, body));
            }
            catch (Exception exception) when (exception is not CheckFailedException)
            {
                throw new CheckFailedException($"a response, readable or not, for the body {Shown(body)}", $"{exception.GetType().Name}: {exception.Message}");
            }
        }

        return Task.CompletedTask;
    }

    private static Task AnyKey(IResponseParser parser, CancellationToken token)
    {
        foreach (ResponseBody body in Utf8(Bodies.Good))
        {
            ParsedResponse parsed = Parse(parser, body);
            foreach (string key in Bodies.Keys)
            {
                foreach (string delimiter in Bodies.Delimiters)
                {
                    try
                    {
                        parsed.Find(key, delimiter);
                    }
                    catch (Exception exception)
                    {
                        throw new CheckFailedException(
                            $"a value or none for the key {Show.Value(key)} and the delimiter {Show.Value(delimiter)} in {Shown(body)}",
                            $"{exception.GetType().Name}: {exception.Message}");
                    }
                }
            }
        }

        return Task.CompletedTask;
    }

    private static Task UnknownKeyMissing(IResponseParser parser, CancellationToken token)
    {
        foreach (ResponseBody body in Utf8(Bodies.Good))
        {
            ResponseValue seen = Parse(parser, body).Find(UnknownKey, ",");
            Check.That(seen == ResponseValue.Missing, $"nothing under {UnknownKey} in {Shown(body)}", seen.Text is null ? "null" : Show.Value(seen.Text));
        }

        return Task.CompletedTask;
    }

    private static Task Unreadable(IResponseParser parser, CancellationToken token)
    {
        foreach (ResponseBody body in Utf8(Bodies.Good.Concat(Bodies.Odd)))
        {
            ParsedResponse parsed = Parse(parser, body);
            if (parsed.Fault?.ToString() is not { } fault)
            {
                continue;
            }

            Check.That(!string.IsNullOrWhiteSpace(fault) && fault.Length <= LongestFault, $"a phrase of at most {LongestFault} characters for {Shown(body)}", Show.Value(fault));
            Check.Equal("the whole of an unreadable body", "", parsed.Whole);
            foreach (string key in (string[])["", "id", "success", "#0"])
            {
                Check.That(!parsed.Find(key, ",").Exists, $"nothing under {Show.Value(key)} in an unreadable body", "a value");
            }
        }

        return Task.CompletedTask;
    }

    private static Task KeysBounded(IResponseParser parser, CancellationToken token)
    {
        IEnumerable<int> numbers = Enumerable.Range(0, 20_000);
        string[] texts =
        [
            $"{{{string.Join(',', numbers.Select(i => $"\"key{i}\":{i}"))}}}",
            $"<r>{string.Concat(numbers.Select(i => $"<key{i}/>"))}</r>",
            string.Join(',', numbers.Select(i => $"key{i}={i}")),
        ];
        foreach (ResponseBody body in Utf8(texts))
        {
            int count = Parse(parser, body).Keys.Take(MostKeys + 1).Count();
            Check.That(count <= MostKeys, $"at most {MostKeys} keys", "more");
        }

        return Task.CompletedTask;
    }

    private static Task Stateless(IResponseParser parser, CancellationToken token)
    {
        ParsedResponse[] parsed = [.. Utf8(Bodies.Good).Select(b => Parse(parser, b))];
        string[] before = [.. parsed.Select(Describe)];
        foreach (ResponseBody body in Utf8(Bodies.Good).Reverse())
        {
            Parse(parser, body);
        }

        Check.Sequence("the responses after others were parsed", before, parsed.Select(Describe));
        Check.Sequence("the responses of equal bodies", before, Utf8(Bodies.Good).Select(b => Describe(Parse(parser, b))));
        return Task.CompletedTask;
    }

    private static Task BytesUntouched(IResponseParser parser, CancellationToken token)
    {
        foreach (ResponseBody body in Utf8(Bodies.Good))
        {
            byte[] before = body.Bytes.ToArray();
            Describe(Parse(parser, body));
            EncoderCases.CheckBytes("the bytes of the body", before, body.Bytes.ToArray());
        }

        return Task.CompletedTask;
    }

    private static async Task Concurrent(IResponseParser parser, CancellationToken token)
    {
        ResponseBody[] bodies = [.. Utf8(Bodies.Good)];
        string[] alone = [.. bodies.Select(b => Describe(Parse(parser, b)))];
        await Crowd.RunAsync(8, caller =>
        {
            for (int i = 0; i < 300; i++)
            {
                int which = (i + caller) % bodies.Length;
                Check.Equal("the response among many callers", alone[which], Describe(Parse(parser, bodies[which])));
            }

            return Task.FromResult(true);
        }).ConfigureAwait(false);
    }

    private static ParsedResponse Parse(IResponseParser parser, ResponseBody body) => Check.NotNull("a response, readable or not", parser.Parse(body));

    /// <summary>Writes all members of a response as one text, to compare it.</summary>
    private static string Describe(ParsedResponse parsed)
    {
        string[] found = [.. ((string[])["id", "success", "#0", UnknownKey]).Select(key => Show.Value(parsed.Find(key, ",").Text))];
        return $"{parsed.Fault}|{Check.NotNull("a whole", parsed.Whole)}|{parsed.Message}|{string.Join(' ', parsed.Keys.Take(50))}|{string.Join(' ', found)}";
    }

    private static IEnumerable<ResponseBody> Utf8(IEnumerable<string> texts) => texts.Select(t => new ResponseBody(Encoding.UTF8.GetBytes(t)));

    private static string Shown(ResponseBody body) => $"{Show.Value(body.Text)} of {body.Bytes.Length} bytes";
}
