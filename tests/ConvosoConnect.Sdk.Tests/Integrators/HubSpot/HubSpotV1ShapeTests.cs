using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.HubSpot;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.HubSpot;

public sealed class HubSpotV1ShapeTests
{
    private const string Base = "https://api.hubapi.com/contacts/v1/contact";
    private readonly HubSpotV1Template _template = new();

    [Fact]
    public void Contract_OfTheTemplate_IsWhatHubSpotDocuments()
    {
        Assert.Equal("HubSpot v1", _template.Name);
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
    [InlineData("")]
    [InlineData("/")]
    [InlineData("?hapikey=/contact/batch")]
    [InlineData("/createOrUpdate/email/{email}/")]
    [InlineData("/createOrUpdate/email/a@b.co")]
    [InlineData("/vid/123/profile")]
    [InlineData("/Email/{email}/Profile/?a=b")]
    public void Shape_SingleContact_ListsTheProperties(string path) => Assert.Equal(
        """{"properties":[{"property":"email","value":"a@b.co"},{"property":"firstname","value":"Ada"}]}""",
        _template.Body(Base + path, ("email", "a@b.co"), ("firstname", "Ada")));

    [Fact]
    public void Shape_VidInTheUrl_IsNoProperty() => Assert.Equal(
        """{"properties":[{"property":"email","value":"a@b.co"}]}""",
        _template.Body(Base + "/vid/{vid}/profile", ("vid", 7), ("email", "a@b.co")));

    [Theory]
    [InlineData("/batch")]
    [InlineData("/batch/")]
    [InlineData("/Batch//?a=b")]
    [InlineData("/batch#x")]
    public void Shape_Batch_NamesTheContactByEmail(string path) => Assert.Equal(
        """[{"email":"a@b.co","properties":[{"property":"firstname","value":"Ada"}]}]""",
        _template.Body(Base + path, ("firstname", "Ada"), ("email", "a@b.co")));

    [Fact]
    public void Shape_BatchWithVid_NamesTheContactByVidAndKeepsTheEmail() => Assert.Equal(
        """[{"vid":"51","properties":[{"property":"email","value":"a@b.co"}]}]""",
        _template.Body(Base + "/batch/", ("email", "a@b.co"), ("vid", 51)));

    [Fact]
    public void Shape_BatchWithEmptyVid_FallsBackToTheEmail() => Assert.Equal(
        """[{"email":"a@b.co","properties":[]}]""",
        _template.Body(Base + "/batch/", ("vid", ""), ("email", "a@b.co")));

    [Fact]
    public void Shape_BatchWithoutEmailAndVid_Refuses()
    {
        const string Sentence =
            "A HubSpot batch names each contact by its email or its vid, and this lead has neither: map a field to 'email' or to 'vid'.";
        Assert.Equal(Sentence, _template.Refusal(Base + "/batch/", ("firstname", "Ada")));
        Assert.Equal(Sentence, _template.Refusal(Base + "/batch/", ("email", ""), ("vid", default)));
        Assert.Equal(Sentence, _template.Refusal(Base + "/batch/"));
    }

    [Fact]
    public void Shape_EveryKindOfValue_IsText() => Assert.Equal(
        """{"properties":[{"property":"n","value":"42"},{"property":"d","value":"1.50"},{"property":"b","value":"true"},"""
        + """{"property":"f","value":"false"},{"property":"l","value":"x;y"},{"property":"e","value":""}]}""",
        _template.Body(Base, ("n", 42), ("d", 1.50m), ("b", true), ("f", false), ("l", (string?[])["x", "y"]), ("e", "")));

    [Fact]
    public void Shape_AwkwardText_IsEscapedAsJsonRequires() => Assert.Equal(
        "{\"properties\":[{\"property\":\"a\\\"b\",\"value\":\"\\\"q\\\\\\n<é😀>\ufffd\"}]}",
        _template.Body(Base, ("a\"b", "\"q\\\n<é😀>\ud800")));

    [Fact]
    public void Shape_EmptyPayload_IsAnEmptyList() => Assert.Equal("""{"properties":[]}""", _template.Body(Base));

    [Theory]
    [InlineData("/contacts/v1/search/query?q=a", "/contacts/v1/search/query")]
    [InlineData("/contacts/v1/contact/vids/batch/", "/contacts/v1/contact/vids/batch")]
    [InlineData("/contacts/v1/contact/emails/batch", "/contacts/v1/contact/emails/batch")]
    [InlineData("/Contacts/V1/contact/utk/{utk}/profile", "/Contacts/V1/contact/utk/{utk}/profile")]
    [InlineData("/contacts/v1/contact/vid/51", "/contacts/v1/contact/vid/51")]
    [InlineData("/contacts/v1/contact/vid/51/other/profile", "/contacts/v1/contact/vid/51/other/profile")]
    [InlineData("/contacts/v1/contact/createOrUpdate/email", "/contacts/v1/contact/createOrUpdate/email")]
    [InlineData("/contacts/v1/lists/all/contacts/all", "/contacts/v1/lists/all/contacts/all")]
    public void Shape_PathThatWritesNoLead_Refuses(string path, string quoted) => Assert.Equal(
        $"HubSpot writes no lead at '{quoted}', which the API URL calls: post to /contacts/v1/contact to create a contact, or to "
        + "/contacts/v1/contact/createOrUpdate/email/{email}/ to create or update one.",
        _template.Refusal("https://api.hubapi.com" + path, ("email", "a@b.co")));

    [Theory]
    [InlineData("https://gateway.example/leads")]
    [InlineData("https://gateway.example/search/query")]
    public void Shape_PathThatIsNotHubSpots_ListsTheProperties(string url) => Assert.Equal(
        """{"properties":[{"property":"email","value":"a@b.co"}]}""", _template.Body(url, ("email", "a@b.co")));

    [Fact]
    public void Shape_Get_ChangesNothing()
    {
        var encoder = new RawBodyEncoder();
        var request = new IntegratorRequest(
            new ConnectEndpoint { ApiUrl = Base + "/batch", RequestMethod = RequestMethod.Get }, Payload.Empty, encoder);

        _template.Shape(request);

        Assert.Same(encoder, request.BodyEncoder);
        Assert.Null(request.Refusal);
    }
}
