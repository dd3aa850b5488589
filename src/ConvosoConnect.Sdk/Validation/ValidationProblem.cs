using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk;

/// <summary>One thing that is wrong, or doubtful, about an endpoint or an adaptor.</summary>
/// <param name="Field">The member concerned, such as <c>ApiUrl</c> or <c>Fields[3].DateFormat</c>.</param>
/// <param name="Message">A sentence that says what is wrong, what was seen and what to do. It never holds a credential.</param>
/// <param name="IsWarning">True when the thing may be saved all the same.</param>
public sealed record ValidationProblem(string Field, string Message, bool IsWarning = false)
{
    /// <summary>A sentence that says what is wrong, what was seen and what to do. It never holds a credential. Characters that turn the direction of text stand as their code.</summary>
    public string Message { get; init; } = DirectionMarks.Escape(Message);
}
