using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.Declared;
using ConvosoConnect.Sdk.Integrators.HubSpot;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.Declared;

/// <summary>Bodies, headers and methods of integrators that are told by data.</summary>
public sealed class DeclaredBodyTests
{
    private const string Url = "https://crm.example.com/leads";

    private static readonly (string, LeadValue)[] Person = [("email", "ann@example.com"), ("name", "Änn \"A\"\n"), ("count", 3), ("vip", true), ("tags", "a, b,,c")];

    [Theory]
    [InlineData("https://api.hubapi.com/crm/v3/objects/contacts")]
    [InlineData("https://api.hubapi.com/crm/v3/objects/contacts/batch/create")]
    public void Shape_HubSpotAsData_GivesTheBuiltInsBytes(string url)
    {
        IIntegratorTemplate declared = IntegratorDefinition.Parse(Definitions.HubSpot).ToTemplate();
        var coded = new HubSpotV3Template();

        Assert.Equal(coded.Body(url, Person), declared.Body(url, Person));
        Assert.Equal(coded.Contract.Retries, declared.Contract.Retries);
        Assert.Equal((coded.Contract.EmptyValues, coded.Contract.Delimiter, coded.Contract.RateLimit, coded.Contract.RateInterval),
            (declared.Contract.EmptyValues, declared.Contract.Delimiter, declared.Contract.RateLimit, declared.Contract.RateInterval));
    }

    [Theory]
    [InlineData("{}", """{"email":"ann@example.com","name":"Änn \"A\"\n","count":3,"vip":true,"tags":"a, b,,c"}""")]
    [InlineData("""{"envelope":{"data":["{payload}"],"trigger":["workflow"],"n":1.50}}""",
        """{"data":[{"email":"ann@example.com","name":"Änn \"A\"\n","count":3,"vip":true,"tags":"a, b,,c"}],"trigger":["workflow"],"n":1.50}""")]
    [InlineData("""{"envelope":["{payload}"],"lists":["tags"],"omit":["name","count","vip"]}""", """[{"email":"ann@example.com","tags":["a","b","c"]}]""")]
    [InlineData("""{"routes":{"email":"contacts.0.emails.0.email","name":"contacts.0.name"},"constants":{"contacts.0.emails.0.type":"office","kind":"lead"},"omit":["count","vip","tags"]}""",
        """{"contacts":[{"emails":[{"email":"ann@example.com","type":"office"}],"name":"Änn \"A\"\n"}],"kind":"lead"}""")]
    [InlineData("""{"routes":{"missing":"phones.0.number"},"constants":{"phones.0.type":"office","email":"mapped wins"},"omit":["name","count","vip","tags"]}""",
        """{"email":"ann@example.com"}""")]
    [InlineData("""{"texts":true,"omit":["email","name","tags"]}""", """{"count":"3","vip":"true"}""")]
    [InlineData("""{"constants":{"a":1.50,"b":true,"c":"x{settings.place}","d":"{settings.place}"},"omit":["email","name","count","vip","tags"]}""", """{"a":1.50,"b":true,"c":"x"}""")]
    public void Shape_Body_IsWhatTheDefinitionSays(string body, string expected) => Assert.Equal(expected, Definitions.WithBody(body).ToTemplate().Body(Url, Person));

    [Fact]
    public void Shape_PositionsOfAListWithGaps_CloseUpInOrder() => Assert.Equal(
        """{"p":["a","b"]}""",
        Definitions.WithBody("""{"routes":{"x":"p.10","y":"p.2"}}""").ToTemplate().Body(Url, ("x", "b"), ("y", "a")));

    [Theory]
    [InlineData("numbers", "12.50", "12.50")]
    [InlineData("numbers", "", "null")]
    [InlineData("numbers", "-3e2", "-3e2")]
    [InlineData("booleans", "Yes", "true")]
    [InlineData("booleans", "0", "false")]
    [InlineData("booleans", "", "null")]
    public void Shape_TypedKey_IsBare(string form, string value, string expected)
    {
        Assert.Equal($$"""{"k":{{expected}}}""", Definitions.WithBody($$"""{"{{form}}":["k"]}""").ToTemplate().Body(Url, ("k", value)));
        IntegratorDefinition routed = Definitions.WithBody("{\"" + form + "\":[\"k\"],\"routes\":{\"k\":\"a.k\"}}");
        Assert.Equal("{\"a\":{\"k\":" + expected + "}}", routed.ToTemplate().Body(Url, ("k", value)));
    }

    [Theory]
    [InlineData("""{"numbers":["k"]}""", "012", "'k' must be a number such as 12 or 1.5, but has another value")]
    [InlineData("""{"numbers":["k"]}""", "1,5", "'k' must be a number such as 12 or 1.5, but has another value")]
    [InlineData("""{"booleans":["k"]}""", "evet", "'k' must be true, false, yes, no, 1 or 0, but has another value")]
    [InlineData("""{"maxLengths":{"k":3}}""", "🦊🦊🦊🦊", "'k' has 4 characters and may have at most 3")]
    [InlineData("""{"required":{"email|phone":"Map an email or a phone number."}}""", "x", "Map an email or a phone number.")]
    [InlineData("""{"nested":true}""", "x", null)]
    public void Shape_BadLead_IsRefusedWithoutItsValue(string body, string value, string? sentence)
    {
        IntegratorRequest request = Shaping.Request(Url, ("k", value));
        Definitions.WithBody(body).ToTemplate().Shape(request);

        if (sentence is null)
        {
            Assert.Null(request.Refusal);
            return;
        }

        Assert.Contains(sentence, request.Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(value.Length > 1 ? value : "no value", request.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Shape_LongestValueInCharacters_IsTaken() => Assert.Equal("""{"k":"🦊🦊🦊"}""", Definitions.WithBody("""{"maxLengths":{"k":3}}""").ToTemplate().Body(Url, ("k", "🦊🦊🦊")));

    [Fact]
    public void Shape_TwoKeysAtOnePlace_IsRefused() => Assert.Contains(
        "claims a place", Definitions.WithBody("""{"nested":true,"routes":{"a":"x.y"}}""").ToTemplate().Refusal(Url, ("a", "1"), ("x.y", "2")), StringComparison.Ordinal);

    [Fact]
    public void Shape_Form_HasConstants() => Assert.Equal("k=a+b&type=31", Encoded(Definitions.WithBody("""{"encoder":"RAW","constants":{"type":31}}"""), ("k", "a b")));

    [Fact]
    public void Shape_MethodHeadersSettingsAndPaths_AreFilledIn()
    {
        IIntegratorTemplate template = IntegratorDefinition.Parse(
            """
            { "formatVersion": 1, "name": "Vendor", "method": "PUT", "contentType": "application/vnd.api+json",
              "headers": { "Version": "2021-07-28", "X-Place": "{settings.place}" }, "requiredHeaders": { "Authorization": "Vendor needs a token." },
              "settings": { "place": { "required": true, "description": "The id of the place." } }, "paths": ["/v1/*/upsert"] }
            """).ToTemplate();
        var endpoint = new ConnectEndpoint
        {
            ApiUrl = "https://crm.example.com/v1/contacts/upsert/?a=1",
            AuthorizationHeader = "authorization: Bearer 1",
            Settings = new Dictionary<string, string> { ["PLACE"] = "p-1" },
        };

        IntegratorRequest request = Shape(endpoint);
        Assert.Null(request.Refusal);
        Assert.Equal(HttpMethod.Put, request.Method);
        Assert.Equal("application/vnd.api+json", request.BodyEncoder.MediaType);
        Assert.Equal([KeyValuePair.Create("Version", "2021-07-28"), KeyValuePair.Create("X-Place", "p-1")], request.Headers);
        Assert.Equal("Vendor needs a token.", Shape(endpoint with { AuthorizationHeader = "X: 1" }).Refusal);
        Assert.Null(Shape(endpoint with { AuthorizationHeader = "", Credential = "token" }).Refusal);
        Assert.Contains("needs the setting 'place'", Shape(endpoint with { Settings = new Dictionary<string, string>() }).Refusal, StringComparison.Ordinal);
        Assert.Contains("…/v1/*/upsert", Shape(endpoint with { ApiUrl = "https://crm.example.com/v1/upsert" }).Refusal, StringComparison.Ordinal);

        IntegratorRequest Shape(ConnectEndpoint of)
        {
            var shaped = new IntegratorRequest(of, Shaping.PayloadOf(("k", "v")), new ConvosoConnect.Sdk.BodyEncoders.RawBodyEncoder());
            template.Shape(shaped);
            return shaped;
        }
    }

    private static string Encoded(IntegratorDefinition definition, params (string, LeadValue)[] fields)
    {
        IntegratorRequest request = Shaping.Request(Url, fields);
        definition.ToTemplate().Shape(request);
        return Shaping.Encode(request.BodyEncoder, request.Payload);
    }
}
