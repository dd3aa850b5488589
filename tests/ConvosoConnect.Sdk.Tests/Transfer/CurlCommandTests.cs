using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Tests.Support;
using ConvosoConnect.Sdk.Transfer;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Transfer;

public sealed class CurlCommandTests
{
    [Fact]
    public void Parse_JsonPost_BecomesEndpointAndRows()
    {
        var curl = CurlCommand.Parse("""
            $ curl -sSL --compressed -X POST 'https://crm.example.com/v1/leads?list=7&api_key=K%2B1' \
              -H "Authorization: Bearer a|b" -HX-Region:\ eu \
              --header 'Content-Type: application/json' \
              --data-raw '{"email":"jane@example.com","contact":{"firstName":"Jane","ref":"{{lead ref}}"},"source":"site","score":5,"token":"<token>","tags":["a","b"]}'
            """);

        Assert.Equal(
            new ConnectEndpoint
            {
                Name = "crm.example.com",
                ApiUrl = "https://crm.example.com/v1/leads?list=7",
                ApiAuthentication = "api_key=K%2B1",
                AuthorizationHeader = "Authorization: Bearer a\\|b|X-Region: eu",
                PostDataType = "JSON",
            },
            curl.Endpoint);
        Assert.Equal(
            [
                new() { Section = LeadSection.Lead, Label = "Email", Field = "email", MappedTo = "email" },
                new() { Section = LeadSection.Lead, Label = "First Name", Field = "first_name", MappedTo = "contact.firstName" },
                new() { Section = LeadSection.Lead, Label = "lead ref", Field = "lead ref", MappedTo = "contact.ref" },
                Constant("source", "site"),
                Constant("score", "5"),
                Constant("token", "<token>"),
                Constant("tags", "a,b"),
            ],
            curl.Adaptor.Fields);
        Assert.Equal(["-L", "body", "body", "body", "body"], curl.Warnings.Select(w => w.Field));
        Assert.All(curl.Warnings, w => Assert.True(w.IsWarning));
        Assert.Contains(curl.Warnings, w => w.Message.StartsWith("The keys 'email', 'contact.firstName' are known fields", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("curl -d a=1 -d 'b=x+y%21' https://x.example.com")]
    [InlineData("curl --data=a=1 --data-urlencode 'b=x y!' --url=https://x.example.com")]
    [InlineData("curl.exe -da=1 \\\r\n -d \"b=x y\\x21\" https://x.example.com -XPOST -o file")]
    [InlineData("curl -d $'a=1&b=x\\x20y\\041' https://x.example.com # a comment")]
    public void Parse_Forms_AreRows(string command)
    {
        string expected = command.Contains("\\x21\"", StringComparison.Ordinal) ? "x y\\x21" : "x y!";

        var curl = CurlCommand.Parse(command);

        Assert.Equal([Constant("a", "1"), Constant("b", expected)], curl.Adaptor.Fields);
        Assert.Equal(("RAW", RequestMethod.Post, "https://x.example.com"), (curl.Endpoint.PostDataType, curl.Endpoint.RequestMethod, curl.Endpoint.ApiUrl));
        Assert.Empty(curl.Warnings);
    }

    [Fact]
    public void Parse_Get_TakesLeadFieldsOutOfTheUrl()
    {
        var curl = CurlCommand.Parse("curl -G 'https://u%20ser:p%40ss@x.example.com/{{email}}/find?v=2&phone_number=310&key=K#top' -d 'who=<owner_id>'");

        Assert.Equal(RequestMethod.Get, curl.Endpoint.RequestMethod);
        Assert.Equal("https://x.example.com/{email}/find?v=2", curl.Endpoint.ApiUrl);
        Assert.Equal("key=K", curl.Endpoint.ApiAuthentication);
        Assert.Equal("Authorization: Basic dSBzZXI6cEBzcw==", curl.Endpoint.AuthorizationHeader);
        Assert.Equal(["phone_number", "who", "email"], curl.Adaptor.Fields.Select(f => f.MappedTo));
        Assert.Equal(["phone_number", "owner_id", "email"], curl.Adaptor.Fields.Select(f => f.Field));
    }

    [Fact]
    public void Parse_HeaderOptions_AreHeaders()
    {
        var curl = CurlCommand.Parse("curl x.example.com -u 'me:pässword' -A 'Agent 1' -e https://r.example.com -b 'sid=1; b=2' -H 'X-Empty;' -H 'X-Gone:' -H 'X-End: a\\' --json '{}' -k");

        Assert.Equal(
            "Authorization: Basic bWU6cMOkc3N3b3Jk|User-Agent: Agent 1|Referer: https://r.example.com|Cookie: sid=1; b=2|X-Empty:|X-End: a\\ |Accept: application/json",
            curl.Endpoint.AuthorizationHeader);
        Assert.Equal("https://x.example.com", curl.Endpoint.ApiUrl);
        Assert.Equal("JSON", curl.Endpoint.PostDataType);
        Assert.Equal(["-H", "-k", "url"], curl.Warnings.Select(w => w.Field));
    }

    [Fact]
    public void Parse_Variable_StaysWithAWarning()
    {
        var curl = CurlCommand.Parse("curl https://x.example.com -H \"Authorization: Bearer $TOKEN\"");

        Assert.Equal("Authorization: Bearer $TOKEN", curl.Endpoint.AuthorizationHeader);
        Assert.StartsWith("The command has a variable of the shell", Assert.Single(curl.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parse_ThenSave_SendsWhatTheCommandSays()
    {
        await using var engine = new Engine();
        var curl = CurlCommand.Parse("curl https://127.0.0.1/in -u me:secret --json '{\"email\":\"x@example.com\",\"source\":\"site\"}'");

        Adaptor adaptor = await engine.Adaptors.SaveAsync(curl.Adaptor, Engine.Token);
        ConnectEndpoint endpoint = await engine.Endpoints.SaveAsync(curl.Endpoint with { AdaptorId = adaptor.Id }, Engine.Token);
        ConnectPreview preview = await engine.Client.PreviewAsync(endpoint.Id, Engine.Lead, Engine.Token);

        Assert.Equal("{\"email\":\"ann@example.com\",\"source\":\"site\"}", preview.Request!.Body);
        Assert.Contains(preview.Request.Headers, h => h is { Key: "Authorization", Value: "***" });
        Assert.Empty(engine.Services.GetRequiredService<EndpointValidator>().Validate(endpoint));
    }

    private static FieldMapping Constant(string key, string value) =>
        new() { Section = LeadSection.Values, Label = key, Field = key, MappedTo = key, DefaultValue = value };
}
