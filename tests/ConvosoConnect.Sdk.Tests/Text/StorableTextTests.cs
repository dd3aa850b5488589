using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Endpoints;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Text;

/// <summary>Texts that not every database keeps are refused, with the field that holds them.</summary>
public sealed class StorableTextTests
{
    private static readonly EndpointValidator Validator = new(allowHttp: false, ["RAW"], ["JSON", "XML", "TEXT"], []);

    private static readonly ConnectEndpoint Good = new() { Id = "crm", Name = "CRM", ApiUrl = "https://crm.example.com/leads", AdaptorId = "map" };

    private static readonly Adaptor GoodAdaptor = new() { Id = "map", Name = "Map", Fields = [new() { Field = "email", MappedTo = "email" }] };

    // Made from numbers, since metadata need not keep half a character.
    private static readonly string[] Unstorable = ["a\0b", "a" + (char)0xD83D, (char)0xDE00 + "b", "a" + (char)0xDE00 + (char)0xD83D + "b", "\ud83d\ude00" + (char)0xD83D];

    [Fact]
    public void Validate_EndpointTextsThatNoDatabaseKeeps_AreRefusedByField()
    {
        var fields = new Dictionary<string, Func<string, ConnectEndpoint>>
        {
            ["Id"] = t => Good with { Id = t },
            ["Name"] = t => Good with { Name = t },
            ["ApiUrl"] = t => Good with { ApiUrl = Good.ApiUrl + t },
            ["ApiAuthentication"] = t => Good with { ApiAuthentication = "key=" + t },
            ["AuthorizationHeader"] = t => Good with { AuthorizationHeader = "X-A: " + t },
            ["PostDataType"] = t => Good with { PostDataType = t, RequestMethod = RequestMethod.Get },
            ["ResponseDataType"] = t => Good with { ResponseDataType = t },
            ["ApiIntegrator"] = t => Good with { ApiIntegrator = t },
            ["Delimiter"] = t => Good with { Delimiter = t },
            ["ResponseKey"] = t => Good with { ResponseKey = t },
            ["SuccessValues"] = t => Good with { SuccessValues = ["ok", t] },
            ["AdaptorId"] = t => Good with { AdaptorId = t },
            ["Delivery.IdempotencyHeader"] = t => Good with { Delivery = new() { IdempotencyHeader = t } },
        };
        foreach ((string field, Func<string, ConnectEndpoint> with) in fields)
        {
            foreach (string text in Unstorable)
            {
                ValidationProblem problem = Assert.Single(Validator.Validate(with(text)));
                Assert.Equal((field, false), (problem.Field, problem.IsWarning));
            }
        }
    }

    [Fact]
    public void Validate_AdaptorTextsThatNoDatabaseKeeps_AreRefusedByField()
    {
        FieldMapping row = GoodAdaptor.Fields[0];
        var fields = new Dictionary<string, Func<string, Adaptor>>
        {
            ["Id"] = t => GoodAdaptor with { Id = t },
            ["Name"] = t => GoodAdaptor with { Name = t },
            ["Fields[0].Label"] = t => GoodAdaptor with { Fields = [row with { Label = t }] },
            ["Fields[0].Field"] = t => GoodAdaptor with { Fields = [row with { Field = t }] },
            ["Fields[0].MappedTo"] = t => GoodAdaptor with { Fields = [row with { MappedTo = t }] },
            ["Fields[0].DefaultValue"] = t => GoodAdaptor with { Fields = [row with { DefaultValue = t }] },
            ["Fields[0].DateFormat"] = t => GoodAdaptor with { Fields = [row with { DateFormat = t }] },
        };
        foreach ((string field, Func<string, Adaptor> with) in fields)
        {
            foreach (string text in Unstorable)
            {
                ValidationProblem problem = Assert.Single(AdaptorValidator.Validate(with(text)));
                Assert.Equal((field, false), (problem.Field, problem.IsWarning));
            }
        }
    }

    [Fact]
    public void Validate_WholeCharactersOfAllPlanes_AreKept()
    {
        const string text = "😀 日本 \ufffd\uffff \u202e é";

        Assert.Empty(Validator.Validate(Good with { Id = text, Name = text, Delimiter = "\r\n", ResponseKey = " \t" + text, SuccessValues = [text, ""], AdaptorId = $" {text} " }));
        Assert.Empty(AdaptorValidator.Validate(
            GoodAdaptor with { Id = $" {text} ", Name = text, Fields = [new() { Field = text, MappedTo = text, Label = text, DefaultValue = text + "\n" }] }));
    }

    [Fact]
    public void Validate_Ids_AreBoundedAndWithoutControlCharacters()
    {
        Assert.Empty(Validator.Validate(Good with { Id = new string('i', 200), AdaptorId = new string('a', 200) }));
        Assert.Empty(AdaptorValidator.Validate(GoodAdaptor with { Id = new string('i', 200) }));
        foreach (string id in new[] { new string('i', 201), "a\nb", "a\u0085b", "\u007f" })
        {
            Assert.Equal("Id", Assert.Single(Validator.Validate(Good with { Id = id })).Field);
            Assert.Equal("AdaptorId", Assert.Single(Validator.Validate(Good with { AdaptorId = id })).Field);
            Assert.Equal("Id", Assert.Single(AdaptorValidator.Validate(GoodAdaptor with { Id = id })).Field);
        }

        Assert.Empty(AdaptorValidator.Validate(GoodAdaptor with { Id = null! }));
    }

    [Theory]
    [InlineData("JSON", '.', 32, null)]
    [InlineData("JSON", '.', 33, "33 segments")]
    [InlineData("json", '.', 33, "33 segments")]
    [InlineData("JSON", '/', 33, null)]
    [InlineData("XML", '/', 32, null)]
    [InlineData("XML", '/', 33, "33 segments")]
    [InlineData("XML", '.', 60, null)]
    [InlineData("TEXT", '.', 60, null)]
    public void Validate_ResponseKey_HasAtMost32Segments(string type, char separator, int segments, string? told) =>
        ExpectKey(type, string.Join(separator, Enumerable.Repeat("ab", segments)), told);

    [Theory]
    [InlineData("JSON", 32, null)]
    [InlineData("JSON", 33, "33 segments")]
    [InlineData("XML", 32, null)]
    [InlineData("XML", 33, "33 segments")]
    public void Validate_ResponseKeyThatBeginsWithASlash_CountsWhatFollows(string type, int segments, string? told) =>
        ExpectKey(type, string.Concat(Enumerable.Repeat("/a", segments)), told);

    [Fact]
    public void Validate_ResponseKey_HasAtMost200Characters()
    {
        ExpectKey("JSON", new string('k', 200), null);
        ExpectKey("TEXT", new string('k', 201), "It has 201 characters; at most 200 are possible");
    }

    private static void ExpectKey(string type, string key, string? told)
    {
        IReadOnlyList<ValidationProblem> problems = Validator.Validate(Good with { ResponseDataType = type, ResponseKey = key });
        Assert.Equal(told is null ? 0 : 1, problems.Count);
        Assert.All(problems, p => Assert.Equal(("ResponseKey", false), (p.Field, p.IsWarning)));
        Assert.All(problems, p => Assert.Contains(told!, p.Message, StringComparison.Ordinal));
    }
}
