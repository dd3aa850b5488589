using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Endpoints;

/// <summary>A content type that contradicts the Post Data Type is sent as typed, with a warning.</summary>
public sealed class ContentTypeTests
{
    // The example of Convoso's documentation.
    private const string Documented = "Content-type: application/json|Authorization: OAuth TOKEN";

    [Theory]
    [InlineData("RAW", Documented, "application/json")]
    [InlineData("raw", "CONTENT-TYPE: text/plain; charset=utf-8", "text/plain")]
    [InlineData("RAW", "Content-Type: application/vnd.acme+json", "application/vnd.acme+json")]
    [InlineData("RAW", "Content-Type: multipart/form-data", "multipart/form-data")]
    [InlineData("JSON", "Content-Type: application/x-www-form-urlencoded", "application/x-www-form-urlencoded")]
    [InlineData("JSON", "Content-Type: text/xml", "text/xml")]
    [InlineData("JSON", "Content-Type: application/jsonp", "application/jsonp")]
    public async Task Validate_Contradiction_IsAWarningThatIsShownInPreview(string type, string header, string named)
    {
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint("https://crm.example.com/") with { PostDataType = type, AuthorizationHeader = header });

        ValidationProblem warning = Assert.Single(await engine.Client.ValidateAsync((await engine.Endpoints.GetAsync("crm", Engine.Token))!, Engine.Token));
        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);

        Assert.Equal(("AuthorizationHeader", true), (warning.Field, warning.IsWarning));
        Assert.Contains($"Content-type: {named}, but the Post Data Type {type} makes the body", warning.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN", warning.Message, StringComparison.Ordinal);
        Assert.Contains($"AuthorizationHeader: {warning.Message}", preview.Warnings);
        Assert.Contains(preview.Request!.Headers, h => h.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && h.Value.StartsWith(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("RAW", "Content-Type: application/x-www-form-urlencoded; charset=utf-8")]
    [InlineData("RAW", "Authorization: OAuth TOKEN")]
    [InlineData("JSON", Documented)]
    [InlineData("JSON", "Content-Type: application/json; charset=utf-8")]
    [InlineData("JSON", "Content-Type: Application/Vnd.Acme.Lead+JSON")]
    [InlineData("JSON", "Content-Type: text/json")]
    [InlineData("XML-LEAD", "Content-Type: text/xml")]
    [InlineData("RAW", Documented, "HubSpot v3")]
    [InlineData("RAW", Documented, null, RequestMethod.Get)]
    public void Validate_NoContradiction_SaysNothing(string type, string header, string? integrator = null, RequestMethod method = RequestMethod.Post)
    {
        var validator = new EndpointValidator(allowHttp: false, ["RAW", "JSON", "XML-LEAD"], ["JSON"], ["HubSpot v3"]);

        Assert.Empty(validator.Validate(Engine.Endpoint("https://crm.example.com/") with
        {
            PostDataType = type,
            AuthorizationHeader = header,
            ApiIntegrator = integrator,
            RequestMethod = method,
        }));
    }
}
