using System.Text.Json.Nodes;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Examples;

/// <summary>Runs alone, because the environment variable holds for the whole process.</summary>
[CollectionDefinition(nameof(ActualFileTests), DisableParallelization = true)]
[Collection(nameof(ActualFileTests))]
public sealed class ActualFileTests
{
    [Fact]
    public async Task Cases_ToWriteWhatHappens_WriteAFileThatPasses()
    {
        using var lab = new Lab();
        JsonNode root = JsonNode.Parse(Lab.Right)!;
        root["examples"]![0]!["request"] = null;
        root["examples"]![0]!["result"]!["value"] = "wrong";
        root["examples"]![2]!["refused"] = "wrong";
        root["examples"]!.AsArray().Add(JsonNode.Parse("""{ "name": "new", "endpoint": { "requestMethod": "GET" }, "refused": "?" }"""));
        string before = root.ToJsonString();
        IntegratorExamples examples = lab.Read(before);

        using (new Variable("CONVOSOCONNECT_WRITE_EXAMPLES", "1"))
        {
            await Lab.FailuresAsync(examples);
        }

        Assert.Equal(before, File.ReadAllText(lab.Path));
        string actual = File.ReadAllText(lab.ActualPath);
        JsonNode written = JsonNode.Parse(actual)!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Lab.Right)!["examples"]![0]!["request"]!["body"], written["examples"]![0]!["request"]!["body"]), actual);
        Assert.Equal("512", (string?)written["examples"]![0]!["result"]!["value"]);
        Assert.Equal("Made needs an email.", (string?)written["examples"]![2]!["refused"]);

        // Refusing the GET is right, since the integrator always asks for PATCH.
        Assert.StartsWith("The integrator 'Made' set the method 'PATCH'", (string?)written["examples"]![3]!["refused"], StringComparison.Ordinal);
        Assert.Empty(await Lab.FailuresAsync(lab.Read(actual)));
        Assert.True(ExamplesFileTests.IsValid(actual), actual);
    }

    private sealed class Variable : IDisposable
    {
        private readonly string _name;

        public Variable(string name, string value) => Environment.SetEnvironmentVariable(_name = name, value);

        public void Dispose() => Environment.SetEnvironmentVariable(_name, null);
    }
}
