using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Examples;

/// <summary>Integrators with one planted fault each: the examples notice each, and say where.</summary>
public sealed class ExampleFaultTests
{
    private const string Taken = "Made.examples.json: a lead is taken";
    private const string Refused = "Made.examples.json: a lead is refused";
    private const string NotSent = "Made.examples.json: nothing is sent";

    [Fact]
    public async Task Cases_RightIntegrator_AllHold()
    {
        using var lab = new Lab();
        IntegratorExamples examples = lab.Read(Lab.Right);

        Assert.Equal(["Made.examples.json", Taken, Refused, NotSent], examples.Cases.Select(c => c.Name));
        Assert.Empty(await Lab.FailuresAsync(examples));
        Assert.All(examples.Cases, c => Assert.EndsWith(".", c.Purpose, StringComparison.Ordinal));
        Assert.Equal(["Made.examples.json"], Directory.EnumerateFiles(Path.GetDirectoryName(lab.Path)!).Select(Path.GetFileName));
    }

    public static TheoryData<string, string> Requests => new()
    {
        { "method", "request.method\n  expected: 'PATCH'\n  actual:   'PUT'\n              ^ the first difference, at character 2" },
        { "url", "request.url\n  expected: 'https://crm.example.org/leads?step=1'\n  actual:   'https://crm.example.org/leads?step=1&x=2'\n"
            + "                                                 ^ the first difference, at character 37" },
        { "header missing", "request.headers.Authorization\n  expected: 'Bearer TOKEN'\n  actual:   nothing" },
        { "header extra", "request.headers.X-More\n  expected: nothing\n  actual:   '1'" },
        { "header value", "request.headers.X-Made\n  expected: 'yes'\n  actual:   'yes!'\n                ^ the first difference, at character 4" },
        { "agent", "request.headers.User-Agent\n  expected: nothing\n  actual:   'Made/1'" },
        { "body byte", """
            request.body
              expected: '{"email":"ada@example.org","tags":"a,b","age":36}'
              actual:   '{"email":"ada@example.org","tags":"a,b","age":37}'
                                                                        ^ the first difference, at character 48
            """ },
        { "body space", """
            request.body
              expected: '{"email":"ada@example.org","tags":"a,b","age":36}'
              actual:   '{"email":"ada@example.org","tags":"a,b","age":36}\u000A'
                                                                          ^ the first difference, at character 50
            """ },
        { "not sent", "request\n  expected: 'PATCH https://crm.example.org/leads?step=1'\n  actual:   nothing\n  Nothing was sent. RequestInvalid: No lead today." },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Cases_PlantedFaultInTheRequest_IsShown(string fault, string difference)
    {
        using var lab = new Lab();
        IntegratorExamples examples = fault switch
        {
            "method" => lab.Read(Lab.Right, r => r.Method = HttpMethod.Put),
            "url" => lab.Read(Lab.Right, r => r.ApiUrl += "&x=2"),
            "header missing" => lab.Read(Lab.With("endpoint/authorizationHeader", "\"\"")),
            "header extra" => lab.Read(Lab.Right, r => r.AddHeader("X-More", "1")),
            "header value" => lab.Read(Lab.With("endpoint/authorizationHeader", "\"Authorization: Bearer TOKEN|X-Made: yes!\"")),
            "agent" => lab.Read(Lab.Right, r => r.AddHeader("User-Agent", "Made/1")),
            "body byte" => lab.Read(Lab.Right, r => r.Payload = new Payload(r.Payload.Select(f => f.Name == "age" ? new PayloadField(f.Key, 37) : f))),
            "body space" => lab.Read(Lab.Right, r => r.BodyEncoder = new Spaced()),
            _ => lab.Read(Lab.Right, r => r.Refuse("No lead today.")),
        };

        Dictionary<string, ConformanceException> failures = await Lab.FailuresAsync(examples);

        string message = failures[Taken].Message.ReplaceLineEndings("\n");
        Assert.StartsWith($"{Taken} failed. What happens differs from the example in ", message, StringComparison.Ordinal);
        Assert.Contains($"\n{difference.ReplaceLineEndings("\n")}", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Made.examples.json", failures.Keys);
    }

    [Theory]
    [InlineData("examples/0/request/headers/X-Not", "\"1\"", Taken, "request.headers.X-Not\n  expected: '1'\n  actual:   nothing")]
    [InlineData("examples/0/request/body/email", "\"ada@example.com\"", Taken, "request.body\n")]
    [InlineData("examples/1/request/body", "\"{\\\"email\\\":\\\"zoe\\\"}\"", Refused, "request.body\n  expected: '{\"email\":\"zoe\"}'\n")]
    [InlineData("examples/0/request/method", "\"POST\"", Taken, "request.method\n  expected: 'POST'\n  actual:   'PATCH'")]
    [InlineData("examples/0/result/value", "\"513\"", Taken, "result.value\n  expected: '513'\n  actual:   '512'\n               ^ the first difference, at character 3")]
    [InlineData("examples/1/result/value", null, Refused, "result.value\n  expected: nothing\n  actual:   'old'")]
    [InlineData("examples/0/result/captures/state", "\"old\"", Taken, "result.captures.state\n  expected: 'old'\n  actual:   'new'")]
    [InlineData("examples/0/result/captures/more", "\"1\"", Taken, "result.captures.more\n  expected: '1'\n  actual:   nothing")]
    [InlineData("examples/0/result/captures", null, Taken, "result.captures.state\n  expected: nothing\n  actual:   'new'")]
    [InlineData("examples/1/result/error/kind", "\"Rejected\"", Refused, "result.error.kind\n  expected: 'Rejected'\n  actual:   'HttpStatus'")]
    [InlineData("examples/1/result/error/sentence", "\"Made says 'odd'.\"", Refused, "result.error.sentence\n  expected: 'Made says 'odd'.'\n  actual:   'Made says 'old'.'\n"
        + "                         ^ the first difference, at character 13")]
    [InlineData("examples/2/refused", "\"Made needs a phone.\"", NotSent, "refused\n  expected: 'Made needs a phone.'\n  actual:   'Made needs an email.'")]
    [InlineData("examples/2/adaptor/email", "\"email\"", NotSent, "refused\n  expected: 'Made needs an email.'\n  actual:   nothing\n  Nothing should be sent, and PATCH https://crm.example.org/")]
    [InlineData("endpoint/apiUrl", "\"ftp://x\"", Taken, "endpoint\n  expected: 'an endpoint that can be saved'\n  actual:   'The endpoint 'run' is invalid. ApiUrl: ")]
    public async Task Cases_ExampleThatIsNotWhatHappens_IsShown(string place, string? json, string fails, string difference)
    {
        using var lab = new Lab();

        Dictionary<string, ConformanceException> failures = await Lab.FailuresAsync(lab.Read(Lab.With(place, json)));

        Assert.Contains($"\n{difference}", failures[fails].Message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.True(failures.Count == 1 || place.StartsWith("endpoint", StringComparison.Ordinal), string.Join('\n', failures.Values));
    }

    [Fact]
    public async Task Cases_ReadingThatSaysOtherwise_ShowsEachDifference()
    {
        using var lab = new Lab();

        Dictionary<string, ConformanceException> failures = await Lab.FailuresAsync(
            lab.Read(Lab.Right, read: _ => IntegratorReading.Rejected("no", "Made says no.")));

        string message = failures[Taken].Message.ReplaceLineEndings("\n");
        Assert.Contains("in 4 places.", message, StringComparison.Ordinal);
        Assert.Contains("\nresult.success\n  expected: 'true'\n  actual:   'false'", message, StringComparison.Ordinal);
        Assert.Contains("\nresult.error.kind\n  expected: nothing\n  actual:   'Rejected'", message, StringComparison.Ordinal);
        Assert.Contains("\nresult.error.sentence\n  expected: nothing\n  actual:   'Made says no.'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_DifferenceFarIntoALongText_ShowsThePlaceOnly()
    {
        using var lab = new Lab();
        string half = new('x', 5_000);
        IntegratorExamples examples = lab.Read(Lab.With("examples/0/lead", $$"""{"email":"{{half}}y{{half}}"}""").Replace(
            "{\"email\":\"ada@example.org\",\"tags\":\"a,b\"", $"{{\"email\":\"{half}z{half}\",\"tags\":\"a,b\"", StringComparison.Ordinal));

        string message = (await Lab.FailuresAsync(examples))[Taken].Message;

        Assert.Contains("^ the first difference, at character 5011", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 1, 2_000);
    }

    private sealed class Spaced : IBodyEncoder
    {
        public string Name => "Spaced";

        public string MediaType => "application/json";

        public void Encode(Payload payload, IBufferWriter<byte> output)
        {
            PayloadBody.WriteJson(payload, output);
            output.Write("\n"u8);
        }
    }
}
