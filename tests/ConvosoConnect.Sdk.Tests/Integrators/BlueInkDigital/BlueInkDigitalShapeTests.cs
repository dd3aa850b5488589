using System.Globalization;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.BlueInkDigital;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.BlueInkDigital;

public sealed class BlueInkDigitalShapeTests
{
    private const string Base = "https://api.example.com/v2/home_improvement";
    private const string Direct = Base + "/direct_post";
    private readonly BlueInkDigitalTemplate _template = new();

    [Fact]
    public void Rules_OfTheTemplate_OmitEmptyValues()
    {
        Assert.Equal("Blue Ink Digital", _template.Name);
        Assert.Equal(new IntegratorContract { EmptyValues = EmptyValues.Omit }, _template.Contract);
    }

    [Fact]
    public void Shape_Post_PlacesEveryMember()
    {
        string body = _template.Body(
            Base + "/post",
            ("best_call_time", "noon"),
            ("first_name", "Ada"),
            ("originally_created", "2026-01-02T03:04:05Z"),
            ("auth_code", "AC1"),
            ("data.roof.project_type", "New"),
            ("zip_code", 89501),
            ("own_property", "Yes"),
            ("roof.roofing_type", "Tile"),
            ("contact.last_name", "L"),
            ("meta.tcpa_compliant", 1),
            ("floors", 2),
            ("lead_id_code", "X"),
            ("contact.nick.name", true));

        Assert.Equal(
            """{"auth_code":"AC1","meta":{"originally_created":"2026-01-02T03:04:05Z","tcpa_compliant":true,"lead_id_code":"X"}"""
            + ""","contact":{"first_name":"Ada","zip_code":"89501","last_name":"L","nick":{"name":"true"}}"""
            + ""","data":{"best_call_time":"noon","roof":{"project_type":"New","roofing_type":"Tile"},"own_property":true,"floors":2}}""",
            body);
    }

    [Theory]
    [InlineData("meta", "originally_created,source_id,offer_id,lead_id_code,trusted_form_cert_url,user_agent,landing_page_url,tcpa_consent_text")]
    [InlineData("contact", "first_name,last_name,email,phone,phone2,phone_last_four,address,address2,city,state,zip_code,ip_address")]
    [InlineData("data", "best_call_time,purchase_time_frame,Email,auth_codes")]
    public void Shape_BareName_GoesWhereItBelongs(string parent, string names)
    {
        foreach (string name in names.Split(','))
        {
            Assert.Equal($$$"""{"{{{parent}}}":{"{{{name}}}":"x"}}""", _template.Body(Direct, (name, "x")));
        }
    }

    [Fact]
    public void Shape_InterleavedKeys_KeepOneObjectPerPath() => Assert.Equal(
        """{"data":{"a":{"x":"1","y":"3","z":{"p":"5","q":"7"}},"b":{"x":"2","y":"4"},"c":"6"}}""",
        _template.Body(
            Direct, ("data.a.x", "1"), ("data.b.x", "2"), ("data.a.y", "3"), ("data.b.y", "4"), ("data.a.z.p", "5"), ("c", "6"), ("data.a.z.q", "7")));

    [Fact]
    public void Shape_Ping_SendsNoAuthCodeAndNoPersonalContact() => Assert.Equal(
        """{"meta":{"source_id":"S"},"contact":{"zip_code":"89501","phone_last_four":"1234"},"data":{"roof":{"a":"b"}}}""",
        _template.Body(
            Base + "/Ping/?x=1",
            ("auth_code", "AC1"),
            ("first_name", new string('x', 99)),
            ("contact.email", "a@b.co"),
            ("email", "twice, and never sent"),
            ("zip_code", "89501"),
            ("contact.zip_code.x", "1"),
            ("contact", "whole"),
            ("contact.phone_last_four", "1234"),
            ("source_id", "S"),
            ("data.roof.a", "b")));

    [Theory]
    [InlineData("/direct_post")]
    [InlineData("/ping")]
    [InlineData("")]
    public void Shape_WithoutAuthCode_IsRefusedForAPostOnly(string path) => Assert.Equal("""{"data":{"a":"b"}}""", _template.Body(Base + path, ("a", "b")));

    [Fact]
    public void Shape_PostWithoutAuthCode_SaysToPingFirst()
    {
        const string Sentence = "Blue Ink Digital takes a post only with the auth_code that its ping gave: ping first and map its auth_code to 'auth_code', "
            + "or change the API URL to direct_post.";
        Assert.Equal(Sentence, _template.Refusal(Base + "/post", ("a", "b")));
        Assert.Equal(Sentence, _template.Refusal(Base + "/POST/", ("auth_code", ""), ("data.auth_code", "x")));
    }

    [Theory]
    [InlineData("true", "true")]
    [InlineData("YES", "true")]
    [InlineData(" 1 ", "true")]
    [InlineData("False", "false")]
    [InlineData("no", "false")]
    [InlineData("0", "false")]
    public void Shape_BooleanMember_IsABoolean(string text, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        Assert.Equal(
            "{\"meta\":{\"tcpa_compliant\":" + expected + "},\"data\":{\"own_property\":" + expected + "}}",
            _template.Body(Direct, ("tcpa_compliant", text), ("data.own_property", text)));
    }

    [Fact]
    public void Shape_TypedBooleanMember_IsABoolean() => Assert.Equal(
        """{"meta":{"tcpa_compliant":false},"data":{"own_property":true}}""",
        _template.Body(Direct, ("own_property", 1), ("tcpa_compliant", false)));

    [Fact]
    public void Shape_BooleanMemberWithAnythingElse_IsRefusedWithoutItsValue() => Assert.Equal(
        "Blue Ink Digital would not take this lead: 'meta.tcpa_compliant' must be true, false, yes, no, 1 or 0, but has another value; "
        + "'own_property' must be true, false, yes, no, 1 or 0, but has another value. Correct the lead or map another field.",
        _template.Refusal(Direct, ("own_property", ""), ("meta.tcpa_compliant", "maybe"), ("data.other", "maybe")));

    [Theory]
    [InlineData("source_id", 50)]
    [InlineData("offer_id", 100)]
    [InlineData("lead_id_code", 36)]
    [InlineData("trusted_form_cert_url", 255)]
    [InlineData("user_agent", 255)]
    [InlineData("landing_page_url", 200)]
    [InlineData("first_name", 50)]
    [InlineData("last_name", 50)]
    [InlineData("phone", 20)]
    [InlineData("phone2", 20)]
    [InlineData("address", 150)]
    [InlineData("address2", 150)]
    [InlineData("city", 75)]
    [InlineData("state", 2)]
    [InlineData("contact.state", 2)]
    [InlineData("meta.source_id", 50)]
    public void Shape_Length_IsHeldToTheLimit(string key, int longest)
    {
        Assert.Contains(new string('é', longest), _template.Body(Direct, (key, new string('é', longest))), StringComparison.Ordinal);
        Assert.Equal(
            $"Blue Ink Digital would not take this lead: '{key}' has {longest + 1} characters and may have at most {longest}. "
            + "Correct the lead or map another field.",
            _template.Refusal(Direct, (key, new string('é', longest + 1))));
    }

    [Fact]
    public void Shape_LengthOfEmoji_CountsCharacters()
    {
        Assert.Contains("😀😀", _template.Body(Direct, ("state", "😀😀")), StringComparison.Ordinal);
        Assert.Contains("has 3 characters", _template.Refusal(Direct, ("state", "😀😀\ud800")), StringComparison.Ordinal);
    }

    [Fact]
    public void Shape_SeveralTooLong_NamesThemAll() => Assert.Equal(
        "Blue Ink Digital would not take this lead: 'state' has 6 characters and may have at most 2; 'phone' has 1000000 characters and may have at most 20. "
        + "Correct the lead or map another field.",
        _template.Refusal(Direct, ("state", "Nevada"), ("phone", new string('9', 1_000_000))));

    [Theory]
    [InlineData("data", "data.x")]
    [InlineData("data.x", "data")]
    [InlineData("email", "contact.email")]
    [InlineData("contact.a", "contact.a.b.c")]
    [InlineData("data.a.b.c", "a")]
    [InlineData("meta", "source_id")]
    [InlineData("x", "data.x")]
    public void Shape_ConflictingKeys_AreRefusedByName(string one, string other) => Assert.Equal(
        $"The destination keys '{one}' and '{other}' claim the same place in the body, so only one of them can be sent: rename or remove one under Mapped To.",
        _template.Refusal(Direct, ("ip_address", "1"), (one, "2"), (other, "3"), (other, "4")));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("data.")]
    [InlineData("data..x")]
    [InlineData(".x")]
    public void Shape_EmptyNameInAPath_IsRefused(string key) => Assert.Equal(
        $"The destination key '{key}' has an empty name before, between or after its dots: correct it under Mapped To.",
        _template.Refusal(Direct, (key, "x")));

    [Fact]
    public void Shape_DeepNesting_IsBounded()
    {
        string sixteen = "data" + string.Concat(Enumerable.Repeat(".a", 15));
        Assert.EndsWith("\"x\"" + new string('}', 16), _template.Body(Direct, (sixteen, "x")), StringComparison.Ordinal);
        Assert.Contains("nests 17 levels deep", _template.Refusal(Direct, (sixteen + ".a", "x")), StringComparison.Ordinal);
        Assert.Contains(
            "nests 500001 levels deep", _template.Refusal(Direct, (string.Concat(Enumerable.Repeat("a.", 499_999)) + "a", "x")), StringComparison.Ordinal);
    }

    [Fact]
    public void Shape_TypedValues_StayTypedInDataOnly() => Assert.Equal(
        """{"auth_code":"7","meta":{"offer_id":"5"},"contact":{"phone":"5551234567"},"data":{"n":1.50,"b":true,"t":"1","e":"","l":"x,y"}}""",
        _template.Body(
            Direct, ("n", 1.50m), ("b", true), ("t", "1"), ("e", default), ("phone", 5551234567), ("offer_id", 5), ("auth_code", 7), ("l", (string?[])["x", "y"])));

    [Fact]
    public void Shape_AwkwardText_IsEscapedAsJsonRequires() => Assert.Equal(
        "{\"contact\":{\"city\":\"\\\"q\\\\\\n<é😀>\ufffd\"},\"data\":{\"a\\\"b\":{\"é\":\"1\"}}}",
        _template.Body(Direct, ("city", "\"q\\\n<é😀>\ud800"), ("data.a\"b.é", "1")));

    [Fact]
    public void Shape_EmptyPayload_IsAnEmptyObject() => Assert.Equal("{}", _template.Body(Direct));

    [Fact]
    public void Shape_Get_ChangesNothing()
    {
        var encoder = new RawBodyEncoder();
        var request = new IntegratorRequest(
            new ConnectEndpoint { ApiUrl = Base + "/post", RequestMethod = RequestMethod.Get }, Shaping.PayloadOf(("data", "1"), ("data.x", "2")), encoder);

        _template.Shape(request);

        Assert.Same(encoder, request.BodyEncoder);
        Assert.Null(request.Refusal);
    }
}
