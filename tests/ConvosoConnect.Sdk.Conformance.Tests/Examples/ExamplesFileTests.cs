using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Examples;

/// <summary>Files of examples that are wrong in themselves: each problem is one sentence with its place, and all are told at once.</summary>
public sealed class ExamplesFileTests
{
    private const string FileCase = "Made.examples.json";

    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(SourceFiles.Find("schemas/integrator-examples.v1.schema.json")));

    public static TheoryData<string, string?, string> Problems => new()
    {
        { "formatVersion", "2", "formatVersion: The format 2 is not known. This version reads format 1." },
        { "formatVersion", null, "formatVersion: It is missing. Give a whole number." },
        { "formatVersion", "1.5", "formatVersion: It must be a whole number." },
        { "integrator", null, "integrator: It is missing. Give a text." },
        { "comment", "\"x\"", "comment: There is no such member. There are $schema, formatVersion, integrator, source, endpoint, adaptor, lead, examples." },
        { "examples", "{}", "examples: It must be a list." },
        { "examples/2", "1", "examples[2]: It must be an object." },
        { "examples/2/name", "\"a lead is taken\"", "examples[2].name: There is another example 'a lead is taken'. Give each a name of its own." },
        { "examples/2/response", """{"status":200}""", "examples[2].response: Nothing is sent when the example is refused. Leave out either this or \"refused\"." },
        { "examples/2/refused", null, "examples[2].request: It is missing. Give it, or \"refused\" with the sentence when nothing is sent. A run with "
            + "CONVOSOCONNECT_WRITE_EXAMPLES=1 writes what happens beside the file." },
        { "examples/0/result/error", """{"kind":"Rejected","sentence":"No."}""", "examples[0].result.error: A success has none." },
        { "examples/0/result/value", null, "examples[0].result.value: It is missing. Give a text." },
        { "examples/0/result/success", "\"yes\"", "examples[0].result.success: It must be true or false." },
        { "examples/0/response/status", "422", "examples[0].result.success: A response with status 422 is never a success." },
        { "examples/0/response/status", "99", "examples[0].response.status: It must be from 200 to 599." },
        { "examples/0/response/headers", """{"X":1}""", "examples[0].response.headers.X: It must be a text." },
        { "examples/1/result/error", null, "examples[1].result.error: It is missing. Give an object." },
        { "examples/1/result/error/kind", "\"Refused\"", "examples[1].result.error.kind: There is no error kind 'Refused'. There are " },
        { "examples/0/request/method", "\"DELETE\"", "examples[0].request.method: It must be POST, GET, PUT or PATCH." },
        { "examples/0/request/method", "\"GET\"", "examples[0].request.body: A GET has none." },
        { "examples/0/request/body", null, "examples[0].request.body: It is missing. Give what the PATCH sends, or \"\" for nothing." },
        { "examples/0/request/url", "\"/leads\"", "examples[0].request.url: It must be absolute, with https or http." },
        { "examples/0/request/headers/Content-length", "\"3\"", "examples[0].request.headers.Content-Length: It follows from the body. Leave it out." },
        { "examples/0/request/headers/authorization", "\"x\"", "examples[0].request.headers.authorization: It is given twice, in different case." },
        { "examples/0/request/sort", "1", "examples[0].request.sort: There is no such member. There are method, url, headers, body." },
        { "endpoint/apiIntegrator", "\"Other\"", "examples[0].endpoint.apiIntegrator: It cannot be given, because the run itself sets it." },
        { "endpoint/apiUri", "\"x\"", "examples[0].endpoint: The JSON property 'apiUri' could not be mapped to any .NET member" },
        { "lead/email", """{"a":1}""", "examples[0].lead.email: " },
        { "adaptor/email", "[]", "examples[0].adaptor.email: " },
    };

    [Fact]
    public void Schema_OfTheRightFile_Holds() => Assert.True(IsValid(Lab.Right));

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task Cases_FileThatIsWrong_SayWhereAndWhy(string place, string? json, string sentence)
    {
        using var lab = new Lab();

        Dictionary<string, ConformanceException> failures = await Lab.FailuresAsync(lab.Read(Lab.With(place, json)));

        Assert.Contains($"\n- {sentence}", failures[FileCase].Message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("success", "examples: None is a success. Give at least one with \"success\": true.")]
    [InlineData("refusal", "examples: None is a refusal. Give at least one with \"success\": false or \"refused\".")]
    public async Task Cases_FileWithoutOneKindOfExample_DoesNotPass(string kind, string sentence)
    {
        using var lab = new Lab();
        JsonNode root = JsonNode.Parse(Lab.Right)!;
        JsonArray examples = root["examples"]!.AsArray();
        foreach (int index in kind == "success" ? (int[])[0] : [2, 1])
        {
            examples.RemoveAt(index);
        }

        Dictionary<string, ConformanceException> failures = await Lab.FailuresAsync(lab.Read(root.ToJsonString()));

        Assert.Equal($"{FileCase} failed. The file has one problem.\n- {sentence}", Assert.Single(failures).Value.Message.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Cases_SeveralProblems_AreToldAtOnceAndTheRestIsRun()
    {
        using var lab = new Lab();
        JsonNode root = JsonNode.Parse(Lab.With("examples/0/request/sort", "1"))!;
        root["formatVersion"] = 7;
        root["examples"]![0]!["result"]!["extra"] = true;
        root["examples"]![1]!["result"]!["value"] = "odd";
        IntegratorExamples examples = lab.Read(root.ToJsonString());

        Dictionary<string, ConformanceException> failures = await Lab.FailuresAsync(examples);

        Assert.Equal([FileCase, $"{FileCase}: a lead is refused", $"{FileCase}: nothing is sent"], examples.Cases.Select(c => c.Name));
        Assert.Equal(4, failures[FileCase].Message.ReplaceLineEndings("\n").Split('\n').Length);
        Assert.Contains("result.value", failures[$"{FileCase}: a lead is refused"].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_UnknownIntegrator_NamesTheKnownOnes()
    {
        using var lab = new Lab();

        string message = (await Lab.FailuresAsync(lab.Read(Lab.With("integrator", "\"Mode\""))))[FileCase].Message;

        Assert.Contains("- integrator: There is no integrator 'Mode'. There are ", message, StringComparison.Ordinal);
        Assert.Contains("HubSpot v3", message, StringComparison.Ordinal);
        Assert.Contains("Made", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "- It is not JSON: ")]
    [InlineData("[]", "- It must be one object: ")]
    [InlineData("""{"formatVersion":1,"formatVersion":1}""", "- It is not JSON: ")]
    [InlineData("""{"formatVersion":1,"integrator":"\ud800","examples":[]}""", "- It holds text that is not valid Unicode. Save it as UTF-8.")]
    public async Task Cases_FileThatIsNoObject_IsOneProblem(string text, string sentence)
    {
        using var lab = new Lab();

        KeyValuePair<string, ConformanceException> failure = Assert.Single(await Lab.FailuresAsync(lab.Read(text)));

        Assert.Contains(sentence, failure.Value.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_FileThatIsMissing_IsOneProblem()
    {
        using var lab = new Lab();

        KeyValuePair<string, ConformanceException> failure = Assert.Single(await Lab.FailuresAsync(new IntegratorExamples(lab.Path)));

        Assert.Contains("- It cannot be read: ", failure.Value.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new IntegratorExamples(null!));
    }

    [Theory]
    [InlineData("formatVersion", "2")]
    [InlineData("comment", "1")]
    [InlineData("examples/2/response", """{"status":200}""")]
    [InlineData("examples/2/refused", null)]
    [InlineData("examples/0/result/error", """{"kind":"Rejected","sentence":"No."}""")]
    [InlineData("examples/1/result/error", null)]
    [InlineData("examples/0/result/value", null)]
    [InlineData("examples/0/request/method", "\"GET\"")]
    [InlineData("examples/0/request/body", null)]
    [InlineData("examples/0/request/headers/Content-length", "\"3\"")]
    [InlineData("examples/0/response/status", "99")]
    [InlineData("endpoint/apiIntegrator", "\"Other\"")]
    [InlineData("lead/email", """{"a":1}""")]
    [InlineData("adaptor/email", "[]")]
    public void Schema_OfAFileThatIsWrong_DoesNotHold(string place, string? json) => Assert.False(IsValid(Lab.With(place, json)));

    /// <summary>Whether the schema takes a file.</summary>
    internal static bool IsValid(string json)
    {
        using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
        return Schema.Evaluate(document.RootElement).IsValid;
    }
}
