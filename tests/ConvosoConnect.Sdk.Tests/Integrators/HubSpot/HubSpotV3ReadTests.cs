using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.HubSpot;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.HubSpot;

public sealed class HubSpotV3ReadTests
{
    private const string Single = "/crm/v3/objects/contacts";
    private const string Batch = "/crm/objects/2026-03/contacts/batch/upsert";

    private const string Invalid =
        """{"status":"error","message":"Property values were not valid","correlationId":"c-1","category":"VALIDATION_ERROR","errors":["""
        + """{"message":"Property \"x\" does not exist","code":"PROPERTY_DOESNT_EXIST","context":{"propertyName":["x"]}}],"links":{"a":"b"}}""";

    private const string Conflict =
        """{"status":"error","message":"Contact already exists. Existing ID: 123","correlationId":"c-2","category":"CONFLICT"}""";

    private const string Partly =
        """{"status":"COMPLETE","results":[{"id":"512","properties":{}}],"numErrors":1,"errors":["""
        + """{"status":"error","category":"VALIDATION_ERROR","message":"bad email","context":{"ids":["1"]}}]}""";

    private const string Nested =
        """{"results":[],"numErrors":1,"errors":[{"status":"error","message":"M","errors":[{"message":"m","in":"x","code":"c","context":{"propertyName":["x"]}}]}]}""";

    private readonly HubSpotV3Template _template = new();

    [Fact]
    public void Read_Created_ReadsTheId() => Assert.Equal(
        IntegratorReading.ByKey("id"), _template.Read(ResponseStub.Of(201, """{"id":"512","properties":{}}""", Single)));

    [Theory]
    [InlineData(200, """{"status":"COMPLETE","results":[{"id":"512"}]}""")]
    [InlineData(207, """{"status":"COMPLETE","results":[{"id":"512"}],"errors":[],"numErrors":0}""")]
    [InlineData(200, """{"results":[{"id":"512"}],"errors":null}""")]
    [InlineData(200, """{"status":"COMPLETE"}""")]
    [InlineData(201, null)]
    public void Read_BatchWithoutErrors_ReadsTheFirstId(int status, string? body) =>
        Assert.Equal(IntegratorReading.ByKey("results.0.id"), _template.Read(ResponseStub.Of(status, body, Batch)));

    [Fact]
    public void Read_NoContent_IsAnEmptyValue() =>
        Assert.Equal(IntegratorReading.Accepted(""), _template.Read(ResponseStub.Of(204, (string?)null, Single)));

    [Theory]
    [InlineData(201, """{"id":"512"}""")]
    [InlineData(204, null)]
    public void Read_OwnResponseKey_Wins(int status, string? body) =>
        Assert.Null(_template.Read(ResponseStub.Of(status, body, Single, new ConnectEndpoint { ResponseKey = "createdAt" })));

    [Theory]
    [InlineData(200, "")]
    [InlineData(207, "results.0.id")]
    public void Read_BatchWithErrors_IsARejectionThatQuotesThem(int status, string key) => Assert.Equal(
        IntegratorReading.Rejected(
            "bad email", "HubSpot refused the record: 'bad email' (VALIDATION_ERROR). Check the names under Mapped To and the values."),
        _template.Read(ResponseStub.Of(status, Partly, Batch, new ConnectEndpoint { ResponseKey = key })));

    [Theory]
    [InlineData("""{"errors":["no"]}""", "'no'")]
    [InlineData("""{"errors":"no"}""", "'no'")]
    [InlineData("""{"errors":{"message":"no"}}""", """'{"message":"no"}'""")]
    [InlineData("""{"numErrors":2}""", "('2' errors)")]
    public void Read_BatchWithOddErrors_IsARejection(string body, string part) =>
        Assert.Contains(part, _template.Read(ResponseStub.Of(207, body, Batch))?.Rejection, StringComparison.Ordinal);

    [Theory]
    [InlineData(200, """{"status":"COMPLETE","results":[],"errors":null}""", "", " (COMPLETE)")]
    [InlineData(207, """{"results":[],"errors":[],"numErrors":0}""", "", "")]
    [InlineData(200, """{"status":"CANCELLED","results":[]}""", "status", " (CANCELLED)")]
    public void Read_BatchWithoutRecords_IsARejection(int status, string body, string key, string told) => Assert.Equal(
        IntegratorReading.Rejected(
            null,
            $"HubSpot answered the batch{told} with neither a record nor an error, so nothing shows that the lead was written: look for it in HubSpot before it is "
            + "sent again."),
        _template.Read(ResponseStub.Of(status, body, Batch, new ConnectEndpoint { ResponseKey = key })));

    [Fact]
    public void Read_SearchByGetWithoutRecords_IsNoRejection() =>
        Assert.Equal(IntegratorReading.ByKey("id"), _template.Read(ResponseStub.Of(200, """{"total":0,"results":[]}""", Single + "/search")));

    [Theory]
    [InlineData("""{"message":"M","category":"C","errors":[{"message":"m","code":"c","context":{"propertyName":["x"]}}]}""", "'M' (C): x: 'm' (c)")]
    [InlineData("""{"message":"M","category":"C","errors":[{"message":"m","in":"x"},{"message":"n","in":"y","context":{"other":["z"]}}]}""", "'M' (C): x: 'm'; y: 'n'")]
    [InlineData("""{"message":"M","context":{"propertyName":["a","b"]},"errors":[{"message":"m","in":"x","context":{"propertyName":["y"]}}]}""", "a;b: 'M': y: 'm'")]
    [InlineData("""{"message":"M","errors":[]}""", "'M'")]
    [InlineData("""{"message":"M","errors":["m"]}""", "'M': 'm'")]
    [InlineData("""{"errors":[{"message":"m","in":"x"}]}""", "x: 'm'")]
    [InlineData("""{"message":"1","errors":[{"message":"2","errors":[{"message":"3","errors":[{"message":"4","in":"x"}]}]}]}""", "'1': '2'")]
    [InlineData("""{"message":"M","errors":[{"message":"1"},{"message":"2"},{"message":"3"},{"message":"4"}]}""", "'M': '1'; '2'; '3'; and more")]
    public void Read_ErrorsThatNest_NameTheProperty(string entry, string told)
    {
        var endpoint = new ConnectEndpoint { Delimiter = ";" };
        Assert.Equal(
            $"HubSpot refused the record: {told}. Check the names under Mapped To and the values.",
            _template.Read(ResponseStub.Of(207, $$"""{"results":[],"errors":[{{entry}}]}""", Batch, endpoint))?.Rejection);
        Assert.Equal(
            $"HubSpot refused the lead (400): {told}. Check the names under Mapped To and the values.",
            _template.Read(ResponseStub.Of(400, $$"""{"errors":[{{entry}}]}""", Single, endpoint))?.Rejection);
    }

    [Fact]
    public void Read_ValidationError_QuotesEntriesAndCorrelation() => Assert.Equal(
        IntegratorReading.Rejected(
            null,
            "HubSpot refused the lead (400) (VALIDATION_ERROR): x: 'Property \"x\" does not exist' (PROPERTY_DOESNT_EXIST). Check the names under Mapped To "
            + "and the values. HubSpot's support can look it up by correlation ID 'c-1'."),
        _template.Read(ResponseStub.Of(400, Invalid, Single, new ConnectEndpoint { ResponseKey = "id" })));

    [Fact]
    public void Read_CategoryAndMessageAlone_AreQuoted() => Assert.Equal(
        "HubSpot refused the lead (404) (OBJECT_NOT_FOUND): 'no such object'. Check the names under Mapped To and the values.",
        _template.Read(ResponseStub.Of(404, """{"category":"OBJECT_NOT_FOUND","message":"no such object"}""", Single))?.Rejection);

    [Theory]
    [InlineData(Conflict, "its ID is 123 (CONFLICT).")]
    [InlineData("""{"message":"existing id:7."}""", "its ID is 7.")]
    [InlineData("""{"message":"Existing ID: unknown","category":"CONFLICT"}""", "(CONFLICT): 'Existing ID: unknown'.")]
    [InlineData("""{"message":"no"}""", "an existing record: 'no'.")]
    [InlineData(null, "an existing record: 'no message'.")]
    public void Read_Conflict_NamesTheExistingRecord(string? body, string part)
    {
        string? rejection = _template.Read(ResponseStub.Of(409, body, Single))?.Rejection;
        Assert.Contains(part, rejection, StringComparison.Ordinal);
        Assert.EndsWith("To create or update in one call, post to …/batch/upsert.", rejection, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, """{"message":"Invalid input JSON"}""")]
    [InlineData(400, """{"category":"VALIDATION_ERROR"}""")]
    [InlineData(404, null)]
    [InlineData(500, "[]")]
    public void Read_OtherFailures_AreLeftToTheGeneralRule(int status, string? body) =>
        Assert.Null(_template.Read(ResponseStub.Of(status, body, Single)));

    [Theory]
    [InlineData(400, Invalid)]
    [InlineData(409, Conflict)]
    [InlineData(207, Partly)]
    [InlineData(200, Invalid)]
    [InlineData(207, Nested)]
    public void Read_AnyFieldMissingOrOdd_DoesNotThrow(int status, string body)
    {
        int read = 0;
        foreach (ResponseStub variant in ResponseStub.Variants(body))
        {
            IntegratorReading? reading = _template.Read(ResponseStub.Of(status, variant, Batch));
            Assert.True(reading is null || reading.Rejection?.Length > 20 || reading.ResponseKey == "results.0.id");
            read++;
        }

        Assert.True(read > 40);
    }
}
