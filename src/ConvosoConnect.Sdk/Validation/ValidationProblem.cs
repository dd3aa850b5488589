using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk;

/// <summary>One thing that is wrong, or doubtful, about an endpoint or an adaptor.</summary>
/// <param name="Field">The member with the problem, such as <c>ApiUrl</c> or <c>Fields[3].DateFormat</c>.</param>
/// <param name="Message">A sentence that says what is wrong, what was seen and what to do. It never holds a credential.</param>
/// <param name="IsWarning">True when the endpoint or adaptor may be saved anyway.</param>
public sealed record ValidationProblem(string Field, string Message, bool IsWarning = false)
{
    /// <summary>
    /// A sentence that says what is wrong, what was seen and what to do. It never holds a credential. Characters that change the direction of text are written as their code,
    /// such as <c>\u202E</c>.
    /// </summary>
    public string Message { get; init; } = DirectionMarks.Escape(Message);
}
