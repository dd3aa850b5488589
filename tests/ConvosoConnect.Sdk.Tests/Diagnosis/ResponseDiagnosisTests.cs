using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Diagnosis;

/// <summary>Responses that make the value null, and the step that each is blamed on.</summary>
public sealed class ResponseDiagnosisTests
{
    [Fact]
    public async Task SendAsync_Status401_QuotesTheChallenge()
    {
        Sent sent = await SendAsync("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"crm\", error=\"invalid_token\"\r\n\r\n");

        sent.ExpectNull(ConnectErrorKind.HttpStatus, "OFOOO", "401", "'Bearer realm=\"crm\", error=\"invalid_token\"'", "API Authentication");
        Assert.Contains("401 Unauthorized", sent.Result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_Status403_SuspectsCredentialsAndAllowlist()
    {
        Sent sent = await SendAsync("HTTP/1.1 403 Forbidden\r\n\r\n");

        sent.ExpectNull(ConnectErrorKind.HttpStatus, "OSSOO", "403");
        Assert.Contains("66.85.240.0/21", sent.Result.Diagnosis!.Steps[2].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_Status404_BlamesTheUrl()
    {
        Sent sent = await SendAsync("HTTP/1.1 404 Not Found\r\n\r\n<h1>nothing here</h1>");

        sent.ExpectNull(ConnectErrorKind.HttpStatus, "FOOOO", "404 Not Found", "Check the API URL");
    }

    [Fact]
    public async Task SendAsync_Redirect_IsNotFollowedAndSaysWhereItPoints()
    {
        Sent sent = await SendAsync("HTTP/1.1 308 Permanent Redirect\r\nLocation: https://www.crm.example/leads\r\n\r\n");

        sent.ExpectNull(ConnectErrorKind.HttpStatus, "FOOOO", "308", "https://www.crm.example/leads", "enter that address as API URL");
    }

    [Fact]
    public async Task SendAsync_Status415_SuspectsTheType()
    {
        Sent sent = await SendAsync("HTTP/1.1 415 Unsupported Media Type\r\n\r\n");

        sent.ExpectNull(ConnectErrorKind.HttpStatus, "OOOSO", "415");
    }

    [Fact]
    public async Task SendAsync_Status422WithMessage_SuspectsTheMappingsAndNamesTheEmptyField()
    {
        var adaptor = Engine.Adaptor with { Fields = [.. Engine.Adaptor.Fields, new FieldMapping { Field = "postal_code", MappedTo = "zip" }] };

        Sent sent = await SendAsync("HTTP/1.1 422 Unprocessable\r\n\r\n{\"message\":\"zip is required\"}", adaptor: adaptor);

        sent.Expect(ConnectErrorKind.HttpStatus, "OOOOS", "3 of 3 rows were sent", "Lead.postal_code");
        Assert.Equal("zip is required", sent.Result.Value);
        Assert.Contains("'zip is required'", sent.Result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_Status503WithRetryAfter_QuotesTheWait()
    {
        Sent sent = await SendAsync("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 120\r\n\r\n");

        sent.ExpectNull(ConnectErrorKind.HttpStatus, "OOOOO");
        Assert.Contains("asks to retry after '120'", sent.Result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_HtmlForJson_QuotesTheTitle()
    {
        Sent sent = await SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset\r\n\r\n<!doctype html><html><title>Sign in</title></html>");

        sent.ExpectNull(ConnectErrorKind.ResponseUnreadable, "OOOFO", "an HTML page titled 'Sign in'", "not like JSON", "text/html");
    }

    [Fact]
    public async Task SendAsync_XmlForJson_SaysSo()
    {
        Sent sent = await SendAsync("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n<r><ok>1</ok></r>");

        sent.ExpectNull(ConnectErrorKind.ResponseUnreadable, "OOOFO", "looks like XML, not like JSON", "application/xml");
    }

    [Fact]
    public async Task SendAsync_JsonForXml_SaysSo()
    {
        Sent sent = await SendAsync(FaultServer.Ok + "\r\n{\"ok\":\"1\"}", change: e => e with { ResponseDataType = "XML" });

        sent.ExpectNull(ConnectErrorKind.ResponseUnreadable, "OOOFO", "looks like JSON, not like XML", "application/json");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    public async Task SendAsync_BodyEmpty_IsEmptyResponse(string body)
    {
        Sent sent = await SendAsync($"{FaultServer.Ok}\r\n{body}");

        sent.ExpectNull(ConnectErrorKind.EmptyResponse, "OOOFO", "answered 200 OK without a body", "'ok'");
    }

    [Fact]
    public async Task SendAsync_KeyMissing_NamesTheNearest()
    {
        Sent sent = await SendAsync(FaultServer.Ok + "\r\n{\"status\":\"s\",\"OKAY\":\"1\"}", change: e => e with { ResponseKey = "okey" });

        sent.ExpectNull(ConnectErrorKind.ResponseKeyNotFound, "OOOFO", "has no 'okey'", "Nearest are: OKAY");
    }

    [Fact]
    public async Task SendAsync_ValueNull_IsResponseKeyNull()
    {
        Sent sent = await SendAsync(FaultServer.Ok + "\r\n{\"ok\":null}");

        sent.ExpectNull(ConnectErrorKind.ResponseKeyNull, "OOOSO", "holds null under 'ok'");
    }

    private static async Task<Sent> SendAsync(string answer, Func<ConnectEndpoint, ConnectEndpoint>? change = null, Adaptor? adaptor = null)
    {
        await using var server = FaultServer.Answer(answer);
        await using var lab = new FaultLab();
        ConnectEndpoint endpoint = FaultLab.Endpoint(server.Url);
        Sent sent = await lab.SendAsync(change?.Invoke(endpoint) ?? endpoint, adaptor);
        Assert.NotNull(sent.Entry.InputData);
        Assert.NotNull(sent.Entry.ResponseBody);
        return sent;
    }
}
