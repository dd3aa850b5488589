using ConvosoConnect.Sdk.Adaptors;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Responses;

/// <summary>What an app's tests make without the engine; nothing of it can contradict itself.</summary>
public sealed class ResultFactoryTests
{
    private static readonly ConnectError Error = new(ConnectErrorKind.Timeout, "It took too long.");
    private static readonly ConnectDiagnosis Diagnosis = new([new DiagnosisStep("a", DiagnosisVerdict.Failed, "b")]);

    [Fact]
    public void Success_Value_HasAStatusAndNoError()
    {
        ConnectResult result = ConnectResult.Success("512") with { Duration = TimeSpan.FromSeconds(1), Warnings = ["w"] };

        Assert.True(result.Succeeded);
        Assert.Equal(3, result.Value.Length);
        Assert.Equal(200, result.StatusCode.Value);
        Assert.Null(result.Error);
        Assert.Null(result.Diagnosis);
        Assert.Equal(TimeSpan.FromSeconds(1), result.Duration);
        Assert.Equal(["w"], result.Warnings);
        Assert.Equal(ConnectResult.Success("512", 204), ConnectResult.Success("512", 204));
        Assert.NotEqual(ConnectResult.Success("512", 204), ConnectResult.Success("512"));
    }

    [Theory]
    [InlineData(199)]
    [InlineData(300)]
    [InlineData(404)]
    public void Success_StatusThatIsNot2xx_Throws(int status) =>
        Assert.Throws<ArgumentOutOfRangeException>("statusCode", () => ConnectResult.Success("", status));

    [Fact]
    public void Failure_Error_IsNoSuccess()
    {
        ConnectResult result = ConnectResult.Failure(Error, diagnosis: Diagnosis);

        Assert.False(result.Succeeded);
        Assert.Equal(ConnectErrorKind.Timeout, result.Error.Kind);
        Assert.Same(Diagnosis, result.Diagnosis);
        Assert.Null(result.Value);
        Assert.Null(result.StatusCode);
        Assert.False(ConnectResult.Failure(Error, 200, "no").Succeeded);
        Assert.Same(Diagnosis, ConnectResult.Failure(Error, 500, "no", Diagnosis).Diagnosis);
        Assert.Same(Diagnosis, ConnectResult.Failure(Error, 200, null, Diagnosis).Diagnosis);
    }

    [Fact]
    public void Failure_Contradictions_Throw()
    {
        Assert.Throws<ArgumentNullException>("error", () => ConnectResult.Failure(null!));
        Assert.Throws<ArgumentException>("value", () => ConnectResult.Failure(Error, statusCode: null, value: "no"));
        Assert.Throws<ArgumentException>("diagnosis", () => ConnectResult.Failure(Error, 200, "no", Diagnosis));
    }

    [Fact]
    public void WithLog_IdOrError_ReplaceEachOther()
    {
        ConnectResult logged = ConnectResult.Success("1").WithLogId(7);
        ConnectResult lost = logged.WithLogError("The disk is full.");

        Assert.Equal((7, null), (logged.LogId, logged.LogError));
        Assert.Equal((null, "The disk is full."), (lost.LogId, lost.LogError));
        Assert.Equal(logged, lost.WithLogId(7));
        Assert.Throws<ArgumentNullException>("logError", () => logged.WithLogError(null!));
    }

    [Fact]
    public void AdaptorResolution_Factories_GiveOneOfThree()
    {
        var adaptor = new Adaptor { Name = "map" };

        Assert.Equal((adaptor, null), (AdaptorResolution.Found(adaptor).Adaptor, AdaptorResolution.Found(adaptor).Reason));
        Assert.Equal((null, "No."), (AdaptorResolution.Refused("No.").Adaptor, AdaptorResolution.Refused("No.").Reason));
        Assert.Equal((null, null), (AdaptorResolution.NotNeeded.Adaptor, AdaptorResolution.NotNeeded.Reason));
        Assert.Throws<ArgumentNullException>("adaptor", () => AdaptorResolution.Found(null!));
        Assert.Throws<ArgumentException>("reason", () => AdaptorResolution.Refused(" "));
    }

    [Fact]
    public void ReceiveResult_Factories_GiveALeadOrAnError()
    {
        ReceiveResult read = ReceiveResult.Success(new LeadRecord { Id = "1" }, ["x"]);
        ReceiveResult refused = ReceiveResult.Failure(Error);

        Assert.True(read.Succeeded);
        Assert.Equal("1", read.Lead.Id);
        Assert.Equal(["x"], read.UnusedKeys);
        Assert.Empty(ReceiveResult.Success(new LeadRecord()).UnusedKeys);
        Assert.False(refused.Succeeded);
        Assert.Equal(ConnectErrorKind.Timeout, refused.Error.Kind);
        Assert.Null(refused.Lead);
        Assert.Throws<ArgumentNullException>("lead", () => ReceiveResult.Success(null!));
        Assert.Throws<ArgumentNullException>("error", () => ReceiveResult.Failure(null!));
    }

    [Fact]
    public void ConnectLogPage_Total_IsNeverLessThanTheEntries()
    {
        ConnectLogEntry entry = new() { Timestamp = DateTimeOffset.UnixEpoch, EndpointId = "e" };

        Assert.Equal((2, true), (ConnectLogPage.Create([entry, entry], -1).Total, ConnectLogPage.Create([entry], 1).TotalIsExact));
        Assert.Equal((1000, false), (ConnectLogPage.Create([entry], 1000, totalIsExact: false).Total, ConnectLogPage.Create([entry], 1000, totalIsExact: false).TotalIsExact));
        Assert.Throws<ArgumentNullException>("entries", () => ConnectLogPage.Create(null!, 0));
    }

    // A constructor or a settable member would let a test make what the engine never gives.
    [Theory]
    [InlineData(typeof(ConnectResult), "Captures", "Duration", "Warnings")]
    [InlineData(typeof(AdaptorResolution))]
    [InlineData(typeof(ReceiveResult))]
    [InlineData(typeof(ConnectLogPage))]
    public void Members_ThatCanBeSet_ContradictNothing(Type type, params string[] free)
    {
        Assert.Empty(type.GetConstructors());
        Assert.Equal(free, type.GetProperties().Where(p => p.SetMethod?.IsPublic == true).Select(p => p.Name).Order(StringComparer.Ordinal));
    }
}
