using ConvosoConnect.Sdk.Endpoints;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Endpoints;

public sealed class EndpointValidatorTests
{
    private const string Secret = "s3cret-value";

    private static readonly EndpointValidator Validator = new(allowHttp: false, ["RAW", "JSON", "XML-LEAD"], ["TEXT", "XML", "JSON"], ["HubSpot v3", "HubSpot v1"]);

    private static readonly ConnectEndpoint Good = new() { Name = "CRM", ApiUrl = "https://crm.example.com/leads", AdaptorId = "map" };

    [Fact]
    public void Validate_GoodEndpoint_FindsNothing()
    {
        Assert.Empty(Validator.Validate(Good));
        Assert.Empty(Validator.Validate(Good with { RequestMethod = RequestMethod.Get, AdaptorId = "", PostDataType = "whatever" }));
        Assert.Empty(Validator.Validate(Good with { PostDataType = "xml-lead", ResponseDataType = "text", ApiIntegrator = "hubspot V3" }));
        Assert.Empty(Validator.Validate(Good with { ApiIntegrator = "None" }));
        Assert.Empty(Validator.Validate(Good with { ApiIntegrator = "" }));
        Assert.Empty(Validator.Validate(Good with { Name = new string('n', 200), Delimiter = new string(';', 200), ResponseKey = "", SuccessValues = [""] }));
    }

    [Theory]
    [InlineData(nameof(ConnectEndpoint.Name), "The name is missing")]
    [InlineData(nameof(ConnectEndpoint.ApiUrl), "The API URL is missing")]
    [InlineData(nameof(ConnectEndpoint.AdaptorId), "needs an adaptor")]
    public void Validate_MissingMember_IsNamed(string field, string sentence)
    {
        ConnectEndpoint endpoint = field switch
        {
            nameof(ConnectEndpoint.Name) => Good with { Name = "  " },
            nameof(ConnectEndpoint.ApiUrl) => Good with { ApiUrl = " " },
            _ => Good with { AdaptorId = " " },
        };
        ValidationProblem problem = Assert.Single(Validator.Validate(endpoint));

        Assert.Equal(field, problem.Field);
        Assert.Contains(sentence, problem.Message, StringComparison.Ordinal);
        Assert.False(problem.IsWarning);
    }

    [Fact]
    public void Validate_UnknownNames_ListsTheKnownOnes()
    {
        var problems = Validator.Validate(Good with { PostDataType = "YAML", ResponseDataType = "CSV", ApiIntegrator = "Zoho" }).ToDictionary(p => p.Field, p => p.Message);

        Assert.Equal("'YAML' is not known. Known are: JSON, RAW, XML-LEAD.", problems[nameof(ConnectEndpoint.PostDataType)]);
        Assert.Equal("'CSV' is not known. Known are: JSON, TEXT, XML.", problems[nameof(ConnectEndpoint.ResponseDataType)]);
        Assert.Equal("'Zoho' is not known. Known are: HubSpot v1, HubSpot v3.", problems[nameof(ConnectEndpoint.ApiIntegrator)]);
    }

    [Fact]
    public void Validate_EverythingWrong_TellsEverythingAtOnceInTheOrderOfTheMembers()
    {
        var endpoint = new ConnectEndpoint
        {
            Id = new string('i', 201),
            Name = new string('n', 201),
            ApiUrl = $"http://{Secret}@x.example",
            ApiAuthentication = $"key={Secret}\r\n",
            AuthorizationHeader = $"Authorization {Secret}|X-A: {Secret}\n",
            RequestMethod = (RequestMethod)7,
            ResponseDataType = "CSV",
            Delimiter = new string(',', 201),
            ResponseKey = new string('k', 1001),
            SuccessValues = [null!],
            EmptyValues = (EmptyValues)9,
        };
        IReadOnlyList<ValidationProblem> problems = Validator.Validate(endpoint);

        Assert.Equal(
            ["Id", "Name", "ApiAuthentication", "ApiUrl", "AuthorizationHeader", "AuthorizationHeader",
                "RequestMethod", "ResponseDataType", "Delimiter", "ResponseKey", "SuccessValues", "EmptyValues"],
            problems.Select(p => p.Field));
        Assert.All(problems, p => Assert.DoesNotContain(Secret, p.Message, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.EndsWith(".", p.Message, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.False(p.IsWarning));
    }

    [Fact]
    public void Validate_NullMembers_AreNamedWithoutAnException()
    {
        IReadOnlyList<ValidationProblem> problems = Validator.Validate(new ConnectEndpoint
        {
            Id = null!,
            Name = null!,
            ApiUrl = null!,
            ApiAuthentication = null!,
            AuthorizationHeader = null!,
            PostDataType = null!,
            ResponseDataType = null!,
            ApiIntegrator = null,
            Delimiter = null!,
            ResponseKey = null!,
            SuccessValues = null,
            AdaptorId = null!,
        });

        Assert.Equal(
            ["Id", "Name", "ApiAuthentication", "ApiUrl", "AuthorizationHeader", "PostDataType", "ResponseDataType", "Delimiter", "ResponseKey", "AdaptorId"],
            problems.Select(p => p.Field));
    }

    [Fact]
    public void Validate_LongTexts_AreBounded()
    {
        Assert.Equal("ApiAuthentication", Assert.Single(Validator.Validate(Good with { ApiAuthentication = new string('a', 16_385) })).Field);
        Assert.Equal("AuthorizationHeader", Assert.Single(Validator.Validate(Good with { AuthorizationHeader = new string('a', 1_000_000) })).Field);
        Assert.Equal("ApiUrl", Assert.Single(Validator.Validate(Good with { ApiUrl = "https://x.example/" + new string('a', 1_000_000) })).Field);
        Assert.Throws<ArgumentNullException>(() => Validator.Validate(null!));
        Assert.Throws<ArgumentNullException>(() => new EndpointValidator(true, null!, [], []));
    }
}
