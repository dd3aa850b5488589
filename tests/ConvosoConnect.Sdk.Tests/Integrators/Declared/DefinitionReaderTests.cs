using ConvosoConnect.Sdk.Integrators.Declared;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.Declared;

/// <summary>Definitions that are wrong: everything is told at once, each with its place.</summary>
public sealed class DefinitionReaderTests
{
    [Theory]
    [InlineData("""{"name":"V"}""", "formatVersion", "has no format version")]
    [InlineData("""{"formatVersion":2,"name":"V"}""", "formatVersion", "has format version 2")]
    [InlineData("""{"formatVersion":1}""", "name", "needs a name")]
    [InlineData("""{"formatVersion":1,"name":"V","bodi":{}}""", "bodi", "no member of that name")]
    [InlineData("""{"formatVersion":1,"name":"V","body":{"rootes":{}}}""", "body.rootes", "no member of that name")]
    [InlineData("""{"formatVersion":1,"name":"V","body":{"routes":{"a":"x.y","b":"x.y"}}}""", "body.routes.b", "two keys cannot have one place")]
    [InlineData("""{"formatVersion":1,"name":"V","body":{"routes":{"a":"x","b":"x.y"}}}""", "body.routes.b", "within another key's")]
    [InlineData("""{"formatVersion":1,"name":"V","body":{"routes":{"a":"x..y"}}}""", "body.routes.a", "empty name")]
    [InlineData("""{"formatVersion":1,"name":"V","body":{"envelope":{"data":[]}}}""", "body.envelope", "no place for the mapped keys")]
    [InlineData("""{"formatVersion":1,"name":"V","body":{"envelope":["{payload}","{payload}"]}}""", "body.envelope", "2 places")]
    [InlineData("""{"formatVersion":1,"name":"V","body":{"encoder":"YAML"}}""", "body.encoder", "Choose JSON or RAW")]
    [InlineData("""{"formatVersion":1,"name":"V","body":{"encoder":"RAW","nested":true}}""", "body", "A form (RAW) has no envelope")]
    [InlineData("""{"formatVersion":1,"name":"V","body":{"lists":["a"],"numbers":["a"]}}""", "body.numbers", "named twice")]
    [InlineData("""{"formatVersion":1,"name":"V","body":{"constants":{"a":"{settings.x}"}}}""", "body.constants.a", "not declared")]
    [InlineData("""{"formatVersion":1,"name":"V","headers":{"bad name":"x"}}""", "headers.bad name", "U+0020")]
    [InlineData("""{"formatVersion":1,"name":"V","headers":{"X-Api-Key":"k"}}""", "headers.X-Api-Key", "holds a credential")]
    [InlineData("""{"formatVersion":1,"name":"V","headers":{"A":"x\ny"}}""", "headers.A", "line break")]
    [InlineData("""{"formatVersion":1,"name":"V","settings":{"api_key":{}}}""", "settings.api_key", "is a credential")]
    [InlineData("""{"formatVersion":1,"name":"V","settings":{"place":{},"Place":{}}}""", "settings.place", "upper and lower case")]
    [InlineData("""{"formatVersion":1,"name":"V","body":{"constants":{"auth.api_key":"k"}}}""", "body.constants.auth.api_key", "is a credential")]
    [InlineData("""{"formatVersion":1,"name":"V","body":{"envelope":{"auth":[{"token":"k"}],"data":"{payload}"}}}""", "body.envelope", "'token' is a credential")]
    [InlineData("""{"formatVersion":1,"name":"\ud800"}""", "$", "half of a pair")]
    [InlineData("""{"formatVersion":1,"name":"V","response":{"success":{"statuses":[400]}}}""", "response.success", "can never hold")]
    [InlineData("""{"formatVersion":1,"name":"V","response":{"success":{"values":["1"]}}}""", "response.success", "no key")]
    [InlineData("""{"formatVersion":1,"name":"V","response":{"errors":{"code":["c"]}}}""", "response.errors", "where the message is")]
    [InlineData("""{"formatVersion":1,"name":"V","method":"DELETE"}""", "method", "Choose POST, PUT, PATCH or GET")]
    [InlineData("""{"formatVersion":1,"name":"V","paths":["/a?b"]}""", "paths[0]", "not the end of a path")]
    [InlineData("""{"formatVersion":1,"name":"V","retries":[{"status":429,"kind":"Final"}]}""", "retries[0]", "needs a reason")]
    [InlineData("""{"formatVersion":1,"name":"V","rateInterval":"soon"}""", "rateInterval", "not a time")]
    [InlineData("""{"formatVersion":1,"name":"V","headers":["a"]}""", "headers", "A list stands where an object is expected")]
    [InlineData("""[]""", "$", "A list stands where an object is expected")]
    [InlineData("""{"formatVersion":1,"formatVersion":1}""", "$", "not JSON, or has a member twice")]
    [InlineData("""{"formatVersion":1,""", "$", "at line 1")]
    public void Parse_BadDefinition_TellsThePlace(string json, string place, string sentence)
    {
        ConnectValidationException refused = Assert.Throws<ConnectValidationException>(() => IntegratorDefinition.Parse(json));

        Assert.Contains(refused.Problems, problem => problem.Field == place && problem.Message.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_TextWhereAnObjectIsExpected_IsNotQuoted() => Assert.DoesNotContain(
        "s3cr3t",
        Assert.Throws<ConnectValidationException>(() => IntegratorDefinition.Parse("""{"formatVersion":1,"name":"V","headers":"Authorization: s3cr3t","rateLimit":"s3cr3t"}""")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Load_HugeFile_IsRefused()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, new string(' ', 1024 * 1024 + 1));

        Assert.Contains("which no definition needs", Assert.Throws<ConnectValidationException>(() => IntegratorDefinition.Load(path)).Message, StringComparison.Ordinal);
        File.Delete(path);
    }

    [Fact]
    public void Parse_SeveralProblems_TellsAllAtOnce()
    {
        ConnectValidationException refused = Assert.Throws<ConnectValidationException>(() => IntegratorDefinition.Parse(
            """{"formatVersion":1,"name":"V","method":"DELETE","headers":{"a b":"x"},"body":{"envelope":{}},"response":{"success":{"statuses":[500]}}}"""));

        Assert.Equal(["body.envelope", "headers.a b", "method", "response.success"], refused.Problems.Select(p => p.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Parse_Comments_AreAllowed() => Assert.Equal("V", IntegratorDefinition.Parse("// a\n{\"formatVersion\":1,/* b */\"name\":\"V\",}").Name);
}
