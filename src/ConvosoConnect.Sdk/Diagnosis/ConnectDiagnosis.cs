using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>
/// Why a result is null, in the order that Convoso's help centre gives: endpoint URL and protocol; credentials; IP allowlist; Response Data Type;
/// adaptor mappings.
/// </summary>
/// <param name="Steps">The five checks, in that order.</param>
public sealed record ConnectDiagnosis(IReadOnlyList<DiagnosisStep> Steps)
{
    private readonly ListByValue<DiagnosisStep> _steps = new(Steps);

    /// <summary>The five checks, in the order of Convoso's help centre.</summary>
    public IReadOnlyList<DiagnosisStep> Steps
    {
        get => _steps.Items!;
        init => _steps = new(value);
    }

    /// <summary>The first check that failed, or else the first suspect one; null when there is neither.</summary>
    public DiagnosisStep? Cause =>
        Steps.FirstOrDefault(s => s.Verdict == DiagnosisVerdict.Failed) ?? Steps.FirstOrDefault(s => s.Verdict == DiagnosisVerdict.Suspect);

    /// <summary>Writes one line for each check.</summary>
    /// <returns>Text for a console or a support ticket.</returns>
    public override string ToString() => string.Join(Environment.NewLine, Steps.Select((s, i) => $"{i + 1}. {s.Name}: {s.Verdict}. {s.Finding}"));
}
