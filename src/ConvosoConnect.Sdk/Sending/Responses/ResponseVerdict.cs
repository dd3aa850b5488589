using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Sending.Responses;

/// <summary>The verdict on a response, with the facts behind it. <see cref="VerdictText"/> makes a sentence of it.</summary>
/// <param name="Verdict">The verdict itself.</param>
/// <param name="Value">The value of the response; null for none.</param>
internal readonly record struct ResponseVerdict(Verdict Verdict, string? Value = null)
{
    /// <summary>The key that was looked for: the endpoint's Response Key, or else the template's; empty for the whole body.</summary>
    public string Key { get; init; } = "";

    /// <summary>The body as its parser read it; null when there is none.</summary>
    public ParsedResponse? Parsed { get; init; }

    /// <summary>The template's own sentence; null when the general rule judged.</summary>
    public string? Rejection { get; init; }

    public ConnectErrorKind ErrorKind => Verdict switch
    {
        Verdict.TooLarge => ConnectErrorKind.ResponseTooLarge,
        Verdict.NoBody => ConnectErrorKind.EmptyResponse,
        Verdict.Encoded or Verdict.Unreadable => ConnectErrorKind.ResponseUnreadable,
        Verdict.KeyNotFound => ConnectErrorKind.ResponseKeyNotFound,
        Verdict.KeyNull => ConnectErrorKind.ResponseKeyNull,
        Verdict.Refused or Verdict.RefusedByTemplate => ConnectErrorKind.Rejected,
        Verdict.ProxyRefused => ConnectErrorKind.Proxy,
        Verdict.Redirected or Verdict.FailedByTemplate or Verdict.Failed => ConnectErrorKind.HttpStatus,
        _ => throw new InvalidOperationException($"{Verdict} has no error kind of its own."),
    };
}
