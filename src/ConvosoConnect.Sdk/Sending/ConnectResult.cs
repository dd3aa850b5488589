using System.Diagnostics.CodeAnalysis;

namespace ConvosoConnect.Sdk;

/// <summary>The outcome of a send. Everything that can be expected to go wrong is told here, not thrown.</summary>
public sealed record ConnectResult
{
    /// <summary>Whether the receiver got the lead and accepted it.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null && Value is not null;

    /// <summary>The value under the Response Key, or the whole body. Null: the systems failed to communicate. Not masked: it is the app's answer.</summary>
    public string? Value { get; init; }

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Why it failed; null when it succeeded.</summary>
    public ConnectError? Error { get; init; }

    /// <summary>The five checks in order, when <see cref="Value"/> is null or the status was not 2xx; null otherwise.</summary>
    public ConnectDiagnosis? Diagnosis { get; init; }

    /// <summary>What a preview would warn of, such as a mapped field that there is not. Filled by a test, empty for a send.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The log entry's id; null when the log could not be written.</summary>
    public long? LogId { get; init; }

    /// <summary>Why there is no log entry; null when there is one. The send itself is not affected.</summary>
    public string? LogError { get; init; }

    /// <summary>From the start of the send to its result, the writing of the log left out.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether it succeeded, else the error; never the value, which may be personal.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Succeeded ? $"{nameof(ConnectResult)} succeeded ({StatusCode})" : $"{nameof(ConnectResult)} {Error}";
}
