using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using ConvosoConnect.Sdk.Transfer;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Transfer;

public sealed class BadFileTests
{
    private const string Good = "\"name\":\"E\",\"apiUrl\":\"https://e.example.com\",\"requestMethod\":\"Get\"";

    [Theory]
    [InlineData("", "file: The file is no JSON from line 1, byte 1 on. Correct it there, or export the file again.")]
    [InlineData("{\"formatVersion\":1,\n s3cr3t}", "file: The file is no JSON from line 2, byte 2 on. Correct it there, or export the file again.")]
    [InlineData("[]", "file: The file is JSON, but no object. Give one with the members formatVersion, endpoints and adaptors.")]
    [InlineData("{}", "formatVersion: The file has no formatVersion; this version of the library reads 1. Export the file again, or use the library that wrote it.")]
    [InlineData(
        "{\"formatVersion\":2,\"routes\":[]}",
        "formatVersion: The file has the formatVersion 2; this version of the library reads 1. Export the file again, or use the library that wrote it.")]
    [InlineData("{\"formatVersion\":1,\"routes\":[]}", "file: There is no member 'routes'. Remove it; known are: $schema, formatVersion, endpoints, adaptors.")]
    [InlineData("{\"formatVersion\":1,\"endpoints\":{}}", "endpoints: It is no list. Write [ ] around what it holds.")]
    [InlineData("{\"formatVersion\":1,\"endpoints\":[7]}", "endpoints[0]: It is no object. Write { } with the members of one item, or remove it.")]
    [InlineData("{\"formatVersion\":1,\"endpoints\":[{" + Good + "}]}", "endpoints[0].id: The id is missing. Give one, by which the file can be imported again without making a second item.")]
    [InlineData(
        "{\"formatVersion\":1,\"endpoints\":[{\"id\":\"e\"," + Good + "},{\"id\":\"e\"," + Good + "}]}",
        "endpoints[1].id: endpoints[0] has the same id. Give each its own, or remove one.")]
    [InlineData(
        "{\"formatVersion\":1,\"endpoints\":[{\"id\":\"e\",\"adaptorId\":\"gone\"," + Good + "}]}",
        "endpoints[0].adaptorId: There is no adaptor 'gone'. Save the adaptor before the endpoints that use it, or choose another one.")]
    [InlineData(
        "{\"formatVersion\":1,\"endpoints\":[{\"id\":\"e\",\"delivery\":{\"maxAttempts\":\"s3cr3t\"}," + Good + "}]}",
        "endpoints[0].delivery.maxAttempts: The value is null, of another type, or none of the possible ones. Write it as the schema endpoints.v1.schema.json says.")]
    [InlineData(
        "{\"formatVersion\":1,\"endpoints\":[{\"id\":\"e\",\"responseKey\":null," + Good + "}]}",
        "endpoints[0].responseKey: The value is null, of another type, or none of the possible ones. Write it as the schema endpoints.v1.schema.json says.")]
    [InlineData("{\"formatVersion\":1,\"endpoints\":[{\"id\":\"e\",\"id\":\"f\"," + Good + "}]}", "file: An object in the file has the same member twice, or a text is no valid Unicode. Correct it, or export the file again.")]
    public async Task PlanImportAsync_BadFile_IsToldInOneSentence(string file, string expected)
    {
        await using Engine engine = Transfers.NewEngine();

        ImportPlan plan = await engine.PlanAsync(file);

        Assert.Equal([expected], plan.Errors());
        Assert.False(plan.CanApply);
        await Assert.ThrowsAsync<ConnectValidationException>(() => engine.Transfer().ApplyAsync(plan, Engine.Token));
    }

    [Fact]
    public async Task PlanImportAsync_SeveralProblems_TellsAllAtOnce()
    {
        await using Engine engine = Transfers.NewEngine();

        ImportPlan plan = await engine.PlanAsync("""
            {"formatVersion":1,
             "adaptors":[{"id":"a","name":"","fields":[{"mappedTo":"x","feld":"email"},null]}],
             "endpoints":[{"id":"e","name":"E","apiUrl":"e.example.com","requestMethod":"Put","verb":1,"delivery":{"retries":3,"maxAttempts":0}},
                          {"id":"f","name":"F","apiUrl":"f.example.com","requestMethod":"Get","delivery":{"maxAttempts":0}}]}
            """);

        Assert.Equal(
            [
                "adaptors[0].fields[0].feld", "adaptors[0].name", "adaptors[0].fields[0].field", "adaptors[0].fields[1]", "endpoints[0].verb", "endpoints[0].delivery.retries",
                "endpoints[0].requestMethod", "endpoints[1].apiUrl", "endpoints[1].delivery.maxAttempts",
            ],
            plan.Problems.Where(p => !p.IsWarning).Select(p => p.Field));
    }

    [Fact]
    public async Task PlanImportAsync_EndpointWithRefusedAdaptor_CannotBeApplied()
    {
        await using Engine engine = Transfers.NewEngine();

        ImportPlan plan = await engine.PlanAsync(
            "{\"formatVersion\":1,\"adaptors\":[{\"id\":\"a\"}],\"endpoints\":[{\"id\":\"e\",\"adaptorId\":\"a\"," + Good + "}]}");

        Assert.Equal(["adaptors[0].name: The adaptor has no name. Give it one that its users will recognise."], plan.Errors());
        Assert.Equal((ImportAction.Refused, ImportAction.Create), (plan.Adaptors[0].Action, plan.Endpoints[0].Action));
        Assert.False(plan.CanApply);
    }

    [Fact]
    public async Task PlanImportAsync_LoneSurrogates_AreAProblemAndNoException()
    {
        await using Engine engine = Transfers.NewEngine();

        Assert.NotEmpty((await engine.PlanAsync("{\"formatVersion\":1,\"\\ud800\":1}")).Errors());
        Assert.NotEmpty((await engine.PlanAsync("{\"formatVersion\":1,\"endpoints\":[{\"id\":\"\\ud800\"," + Good + "}]}")).Errors());
        Assert.NotEmpty((await engine.PlanAsync("{\"formatVersion\":1,\"endpoints\":[{\"id\":\"e\",\"\\ud800\":1," + Good + "}]}")).Errors());
        Assert.NotEmpty((await engine.PlanAsync("{\"formatVersion\":1,\"endpoints\":[{\"id\":\"e\",\"captures\":{\"\\ud800\":\"a\"}," + Good + "}]}")).Errors());
        Assert.NotEmpty((await engine.PlanAsync("{\"formatVersion\":1,\"endpoints\":[{\"id\":\"e\",\"delimiter\":\"\\ud800\"," + Good + "}]}")).Errors());
    }

    [Fact]
    public async Task PlanImportAsync_TooLarge_IsRefusedWithoutReadingOn()
    {
        await using Engine engine = Transfers.NewEngine();
        using var endless = new Spaces();

        ImportPlan plan = await engine.Transfer().PlanImportAsync(endless, Engine.Token);

        Assert.Equal(["file: The file has more than 64 MiB, which is the most that is read. Split it into several files."], plan.Errors());
    }

    [Fact]
    public async Task PlanImportAsync_ByteOrderMark_IsSkipped()
    {
        await using Engine engine = Transfers.NewEngine();
        using var file = new MemoryStream([.. Encoding.UTF8.Preamble, .. "{\"formatVersion\":1}"u8]);

        Assert.Empty((await engine.Transfer().PlanImportAsync(file, Engine.Token)).Problems);
    }

    /// <summary>A stream without an end.</summary>
    private sealed class Spaces : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => 0; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
