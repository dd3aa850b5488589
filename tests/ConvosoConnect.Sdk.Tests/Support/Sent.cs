using Xunit;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>A send that took place: its result and its log entry.</summary>
internal sealed record Sent(ConnectResult Result, ConnectLogEntry Entry)
{
    private static readonly string[] Steps = ["Endpoint URL and protocol", "Credentials", "IP allowlist", "Response Data Type", "Adaptor mappings"];

    /// <summary>What the whole process allocated while it took place, in bytes; of meaning where nothing else runs beside it.</summary>
    public long Allocated { get; init; }

    /// <summary>What a step says that was not reached because nothing was sent.</summary>
    public static string NotReached(string step) => "Nothing was sent, so this was not reached."
        + (step == Steps[2] ? " The receiver must admit the address that this app's requests come from (66.85.240.0/21 when Convoso itself is the sender)." : "");

    /// <summary>Expects a null value with a diagnosis.</summary>
    /// <param name="kind">The kind of the error.</param>
    /// <param name="verdicts">The verdicts of the five steps: <c>O</c>k, <c>S</c>uspect, <c>F</c>ailed, <c>-</c> not reached.</param>
    /// <param name="quotes">What the first step to blame says, apart from other words.</param>
    public void ExpectNull(ConnectErrorKind kind, string verdicts, params string[] quotes)
    {
        Assert.Null(Result.Value);
        Assert.Null(Entry.Result);
        Expect(kind, verdicts, quotes);
    }

    /// <summary>Expects a diagnosis whatever the value is.</summary>
    public void Expect(ConnectErrorKind kind, string verdicts, params string[] quotes)
    {
        Assert.Equal(kind, Result.Error?.Kind);
        Assert.False(Result.Succeeded);
        ConnectDiagnosis diagnosis = Result.Diagnosis!;
        Assert.Equal(Steps, diagnosis.Steps.Select(s => s.Name));
        Assert.Equal(verdicts, string.Concat(diagnosis.Steps.Select(s => Letter(s.Verdict))));
        Assert.All(diagnosis.Steps, step => Assert.EndsWith(".", step.Finding.TrimEnd('\'', '…'), StringComparison.Ordinal));
        Assert.Contains("66.85.240.0/21", diagnosis.Steps[2].Finding, StringComparison.Ordinal);
        Assert.All(quotes, quote => Assert.Contains(quote, diagnosis.Cause!.Finding, StringComparison.Ordinal));
    }

    private static char Letter(DiagnosisVerdict verdict) => verdict switch
    {
        DiagnosisVerdict.Ok => 'O',
        DiagnosisVerdict.Suspect => 'S',
        DiagnosisVerdict.Failed => 'F',
        _ => '-',
    };
}
