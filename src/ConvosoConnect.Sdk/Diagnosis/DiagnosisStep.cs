using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk;

/// <summary>One check of a diagnosis.</summary>
/// <param name="Name">The name of the check, such as <c>Endpoint URL and protocol</c>.</param>
/// <param name="Verdict">The verdict of the check.</param>
/// <param name="Finding">One sentence that quotes what was seen. It never holds a credential.</param>
public sealed record DiagnosisStep(string Name, DiagnosisVerdict Verdict, string Finding)
{
    /// <summary>
    /// One sentence that quotes what was seen. It never holds a credential. Characters that change the direction of text are written as their code, such as <c>\u202E</c>.
    /// </summary>
    public string Finding { get; init; } = DirectionMarks.Escape(Finding);
}
