using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.HubSpot;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.HubSpot;

public sealed class HubSpotV3ShapeTests
{
    private const string Base = "https://api.hubapi.com/crm/v3/objects/contacts";
    private readonly HubSpotV3Template _template = new();

    [Fact]
    public void Contract_OfTheTemplate_IsWhatHubSpotDocuments()
    {
        Assert.Equal("HubSpot v3", _template.Name);
        Assert.Equal(
            new IntegratorContract
            {
                EmptyValues = EmptyValues.Omit,
                Delimiter = ";",
                RateLimit = 100,
                RateInterval = TimeSpan.FromSeconds(10),
                Retries =
                [
                    IntegratorRetry.NotTaken(423, TimeSpan.FromSeconds(2)),
                    IntegratorRetry.NotTaken(477) with { RequiredHeader = "Retry-After" },
                    IntegratorRetry.Final(429, "HubSpot's calls of this day are used up.") with { BodyKey = "policyName", BodyValue = "DAILY" },
                ],
            },
            _template.Contract);
    }

    [Theory]
    [InlineData("/crm/v3/objects/contacts")]
    [InlineData("/crm/v3/objects/contacts/")]
    [InlineData("/crm/v3/objects/contacts?x=/batch/upsert")]
    [InlineData("/crm/objects/2026-03/contacts")]
    [InlineData("/crm/v3/objects/deals")]
    [InlineData("/crm/v3/objects/2-1234567")]
    [InlineData("/CRM/Objects/2026-09-beta/{type}//")]
    [InlineData("/gateway/objects/eu/crm/v3/objects/contacts")]
    [InlineData("/gateway/leads")]
    [InlineData("")]
    public void Shape_OneRecord_NamesTheProperties(string path) => Assert.Equal(
        """{"properties":{"email":"a@b.co","id":"7"},"associations":[]}""",
        _template.Body("https://api.hubapi.com" + path, ("email", "a@b.co"), ("id", 7)));

    [Theory]
    [InlineData("https://api.hubapi.com/crm/v3/objects/contacts/batch/upsert")]
    [InlineData("https://api.hubapi.com/crm/v3/objects/contacts/Batch/Upsert/?a=b")]
    [InlineData("https://api.hubapi.com/crm/objects/2026-03/contacts/batch/upsert")]
    public void Shape_Upsert_GoesByEmail(string url) => Assert.Equal(
        """{"inputs":[{"idProperty":"email","id":"a@b.co","properties":{"firstname":"Ada","lastname":"L"}}]}""",
        _template.Body(url, ("firstname", "Ada"), ("email", "a@b.co"), ("lastname", "L")));

    [Fact]
    public void Shape_UpsertByAnotherProperty_TakesItsValueOrTheMappedId()
    {
        Assert.Equal(
            """{"inputs":[{"idProperty":"ext","id":"9","properties":{"email":"a@b.co"}}]}""",
            _template.Body(Base + "/batch/upsert", ("ext", 9), ("idProperty", "ext"), ("email", "a@b.co")));
        Assert.Equal(
            """{"inputs":[{"idProperty":"ext","id":"8","properties":{"ext":"9"}}]}""",
            _template.Body(Base + "/batch/upsert", ("id", 8), ("ext", 9), ("idProperty", "ext")));
        Assert.Equal(
            """{"inputs":[{"idProperty":"email","id":"old@b.co","properties":{"email":"new@b.co"}}]}""",
            _template.Body(Base + "/batch/upsert", ("id", "old@b.co"), ("email", "new@b.co"), ("idProperty", "")));
    }

    [Fact]
    public void Shape_UpsertWithoutTheIdentifyingValue_Refuses()
    {
        const string Sentence = "HubSpot needs the record's 'email' to know which one to write, and this lead has none: map a field to 'email', "
            + "or map 'idProperty' and 'id' to go by another unique property.";
        Assert.Equal(Sentence, _template.Refusal(Base + "/batch/upsert", ("firstname", "Ada")));
        Assert.Equal(Sentence, _template.Refusal(Base + "/batch/upsert", ("email", "")));
        Assert.Contains("'ext'", _template.Refusal(Base + "/batch/upsert", ("email", "a@b.co"), ("idProperty", "ext")), StringComparison.Ordinal);
    }

    [Fact]
    public void Shape_BatchCreate_WrapsTheProperties() => Assert.Equal(
        """{"inputs":[{"properties":{"email":"a@b.co","firstname":"Ada"},"associations":[]}]}""",
        _template.Body(Base + "/batch/create", ("email", "a@b.co"), ("firstname", "Ada")));

    [Fact]
    public void Shape_BatchUpdate_NamesTheRecord()
    {
        Assert.Equal(
            """{"inputs":[{"id":"512","properties":{"email":"a@b.co"}}]}""",
            _template.Body(Base + "/batch/update", ("id", 512), ("email", "a@b.co")));
        Assert.Equal(
            """{"inputs":[{"idProperty":"email","id":"a@b.co","properties":{"firstname":"Ada"}}]}""",
            _template.Body(Base + "/batch/update", ("idProperty", "email"), ("email", "a@b.co"), ("firstname", "Ada")));
    }

    [Fact]
    public void Shape_BatchUpdateWithoutId_Refuses() => Assert.Equal(
        "HubSpot needs the record's ID for a batch update, and this lead has none: map a field to 'id', or map 'idProperty' to the name of a unique property "
        + "that is mapped too.",
        _template.Refusal(Base + "/batch/update", ("email", "a@b.co")));

    [Theory]
    [InlineData("/crm/v3/objects/contacts/512")]
    [InlineData("/crm/v3/objects/contacts/{id}/")]
    [InlineData("/crm/v3/objects/contacts/{email}?idProperty=email")]
    [InlineData("/crm/v3/objects/contacts/ada@example.org?idProperty=email")]
    [InlineData("/crm/objects/2026-03/contacts/{id}")]
    [InlineData("/CRM/Objects/2026-09-beta/2-1234567/batches")]
    public void Shape_PathOfOneRecord_PatchesItsProperties(string path)
    {
        IntegratorRequest request = Shaping.Request(
            "https://api.hubapi.com" + path, ("email", "a@b.co"), ("id", 512), ("idProperty", "email"), ("age", 7));

        _template.Shape(request);

        Assert.Null(request.Refusal);
        Assert.Equal(HttpMethod.Patch, request.Method);
        Assert.Equal("""{"properties":{"email":"a@b.co","age":"7"}}""", Shaping.Encode(request.BodyEncoder, request.Payload));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/batch/create")]
    [InlineData("/batch/update")]
    [InlineData("/batch/upsert")]
    public void Shape_AnyOtherPath_Posts(string path)
    {
        IntegratorRequest request = Shaping.Request(Base + path, ("email", "a@b.co"), ("id", 512));

        _template.Shape(request);

        Assert.Equal(HttpMethod.Post, request.Method);
    }

    [Fact]
    public void Shape_EveryKindOfValue_IsText() => Assert.Equal(
        """{"properties":{"n":"42","d":"1.50","b":"true","f":"false","l":"x;y","e":""},"associations":[]}""",
        _template.Body(Base, ("n", 42), ("d", 1.50m), ("b", true), ("f", false), ("l", (string?[])["x", "y"]), ("e", "")));

    [Fact]
    public void Shape_AwkwardText_IsEscapedAsJsonRequires()
    {
        Assert.Equal(
            "{\"properties\":{\"a\\\"b\":\"\\\"q\\\\\\n<é😀>\ufffd\"},\"associations\":[]}",
            _template.Body(Base, ("a\"b", "\"q\\\n<é😀>\ud800")));
        Assert.Equal(
            "{\"inputs\":[{\"idProperty\":\"a\\\"b\",\"id\":\"\\\"\ufffd\",\"properties\":{}}]}",
            _template.Body(Base + "/batch/upsert", ("idProperty", "a\"b"), ("a\"b", "\"\udc00")));
    }

    [Fact]
    public void Shape_EmptyPayload_IsAnEmptyObject() => Assert.Equal("""{"properties":{},"associations":[]}""", _template.Body(Base));

    [Fact]
    public void Shape_VeryLongValue_IsWhole()
    {
        string value = new('é', 1_000_000);
        Assert.Equal("{\"properties\":{\"k\":\"" + value + "\"},\"associations\":[]}", _template.Body(Base, ("k", value)));
    }

    [Theory]
    [InlineData("/crm/v3/objects/contacts/search", "/crm/v3/objects/contacts/search")]
    [InlineData("/crm/v3/objects/contacts/Batch/Read/?archived=false", "/crm/v3/objects/contacts/Batch/Read")]
    [InlineData("/crm/objects/2026-03/contacts/batch/archive", "/crm/objects/2026-03/contacts/batch/archive")]
    [InlineData("/crm/objects/2026-09/{type}/gdpr-delete", "/crm/objects/2026-09/{type}/gdpr-delete")]
    [InlineData("/crm/v3/objects/contacts/merge#x", "/crm/v3/objects/contacts/merge")]
    [InlineData("/crm/v3/objects/contacts/512/associations/deals", "/crm/v3/objects/contacts/512/associations/deals")]
    [InlineData("/crm/v3/objects/contacts/batch", "/crm/v3/objects/contacts/batch")]
    [InlineData("/crm/v3/objects/contacts/512/batch/create", "/crm/v3/objects/contacts/512/batch/create")]
    [InlineData("/gateway/contacts/batch/read", "/gateway/contacts/batch/read")]
    [InlineData("/search", "/search")]
    public void Shape_PathThatWritesNoLead_Refuses(string path, string quoted) => Assert.Equal(
        $"HubSpot writes no lead at '{quoted}', which the API URL calls: post to …/contacts to create a contact, to …/contacts/{{id}} to update one, "
        + "or to …/contacts/batch/upsert to create or update one.",
        _template.Refusal("https://api.hubapi.com" + path, ("email", "a@b.co"), ("id", 7)));

    [Fact]
    public void Shape_Get_ChangesNothing()
    {
        var encoder = new RawBodyEncoder();
        var request = new IntegratorRequest(
            new ConnectEndpoint { ApiUrl = Base + "/batch/upsert", RequestMethod = RequestMethod.Get }, Payload.Empty, encoder);

        _template.Shape(request);

        Assert.Same(encoder, request.BodyEncoder);
        Assert.Equal(HttpMethod.Get, request.Method);
        Assert.Null(request.Refusal);
    }
}
