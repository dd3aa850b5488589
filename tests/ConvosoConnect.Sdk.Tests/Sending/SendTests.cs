using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

public sealed class SendTests
{
    [Fact]
    public async Task SendAsync_JsonPost_ArrivesAndIsLogged()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var engine = new Engine();

        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(
            Engine.Endpoint($"{server.Url}/leads?v=2") with { ApiAuthentication = "?api_key=s3cret-key", AuthorizationHeader = "Authorization: Bearer t0ken-value" });

        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal("yes", result.Value);
        Assert.Equal(200, result.StatusCode);
        Assert.Null(result.Diagnosis);
        Assert.Equal("POST", server.Single.Method);
        Assert.Equal("/leads?v=2&api_key=s3cret-key", server.Single.Target);
        Assert.Equal("Bearer t0ken-value", server.Single.Headers["Authorization"]);
        Assert.Equal("application/json", server.Single.Headers["Content-Type"]);
        Assert.Equal("""{"email":"ann@example.com","name":"Änn \"A\""}""", server.Single.Text);
        Assert.Equal($"{server.Url}/leads?v=2&api_key=***", entry.InputData!.Url);
        Assert.Equal(server.Single.Text, entry.InputData.Body);
        Assert.Equal("3105550142", entry.PrimaryPhone);
        Assert.DoesNotContain("t0ken-value", string.Join('|', entry.InputData.Headers), StringComparison.Ordinal);
    }
}
