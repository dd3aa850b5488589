using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk;

/// <summary>An endpoint, an adaptor or a configuration was refused because it is invalid. Nothing was saved.</summary>
public sealed class ConnectValidationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="subject">The thing that was refused, such as <c>endpoint 'crm'</c>.</param>
    /// <param name="problems">The problems; the message leaves warnings out.</param>
    public ConnectValidationException(string subject, IReadOnlyList<ValidationProblem> problems)
        : base(DirectionMarks.Escape($"The {subject} is invalid. ") + string.Join(' ', (problems ?? []).Where(p => !p.IsWarning).Select(p => $"{p.Field}: {p.Message}")))
        => Problems = problems ?? [];

    /// <summary>Everything that was found, errors and warnings.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; }
}
