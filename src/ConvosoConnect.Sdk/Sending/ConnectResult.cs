using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ConvosoConnect.Sdk.Equality;
using ConvosoConnect.Sdk.Sending;
using ConvosoConnect.Sdk.Sending.Masking;

namespace ConvosoConnect.Sdk;

/// <summary>The outcome of a send. Expected failures are reported here, not thrown. An app's tests make results with <see cref="Success"/> and <see cref="Failure"/>.</summary>
public sealed record ConnectResult
{
    private readonly ListByValue<string> _warnings = new([]);
    private readonly DictionaryByValue<string> _captures = new(FrozenDictionary<string, string>.Empty);

    private ConnectResult()
    {
    }

    /// <summary>Whether the receiver got the lead and accepted it.</summary>
    [MemberNotNullWhen(true, nameof(Value), nameof(StatusCode))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>The value under the Response Key, or the whole body; null when the systems failed to communicate. It is not masked, because it is meant for the app.</summary>
    public string? Value { get; private init; }

    /// <summary>
    /// The further values of the response by the names that <see cref="ConnectEndpoint.Captures"/> gives them; those that it does not have are not listed. Also of a response by which
    /// the send failed. They are not masked, because they are meant for the app. Empty by default.
    /// </summary>
    public IReadOnlyDictionary<string, string> Captures
    {
        get => _captures.Items!;
        init => _captures = new(value ?? throw new ArgumentNullException(nameof(Captures)));
    }

    /// <summary>The HTTP status; null when there was no response.</summary>
    public int? StatusCode { get; private init; }

    /// <summary>Why it failed; null when it succeeded.</summary>
    public ConnectError? Error { get; private init; }

    /// <summary>The five checks, when the send failed and <see cref="Value"/> is null or the status is not 2xx; null otherwise.</summary>
    public ConnectDiagnosis? Diagnosis { get; private init; }

    /// <summary>The warnings that a preview would show, for instance of a mapped field that the lead does not have. Only a test fills them; empty for a send.</summary>
    public IReadOnlyList<string> Warnings
    {
        get => _warnings.Items!;
        init => _warnings = new(value);
    }

    /// <summary>The log entry's id; null when the entry could not be written, and in a result that a test made without an id.</summary>
    public long? LogId { get; private init; }

    /// <summary>Why there is no log entry; null when there is one. The outcome of the send does not depend on it.</summary>
    public string? LogError { get; private init; }

    /// <summary>The time from the start of the send to its result, without the writing of the log entry.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Makes the result of a send that the receiver accepted.</summary>
    /// <param name="value">The value of the response; may be empty.</param>
    /// <param name="statusCode">The HTTP status, from 200 to 299.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is not 2xx, so that the send failed.</exception>
    public static ConnectResult Success(string value, int statusCode = 200)
    {
        ArgumentNullException.ThrowIfNull(value);
        return IsSuccess(statusCode)
            ? new() { Value = value, StatusCode = statusCode }
            : throw new ArgumentOutOfRangeException(nameof(statusCode), statusCode, "A send succeeds with a status from 200 to 299 only. Make a failure of it.");
    }

    /// <summary>Makes the result of a send that failed.</summary>
    /// <param name="error">The reason.</param>
    /// <param name="statusCode">The HTTP status; null when there was no response.</param>
    /// <param name="value">The value of the response; null when the systems failed to communicate. A value needs a status.</param>
    /// <param name="diagnosis">The five checks; null for none. Must be null when there are both a value and a status of 2xx.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException">There is a value without a status, or a diagnosis beside a value and a status of 2xx.</exception>
    public static ConnectResult Failure(ConnectError error, int? statusCode = null, string? value = null, ConnectDiagnosis? diagnosis = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (value is not null && statusCode is null)
        {
            throw new ArgumentException("A value is what the receiver answered, so there must be a status beside it.", nameof(value));
        }

        if (diagnosis is not null && !NeedsDiagnosis(value, statusCode))
        {
            throw new ArgumentException("A response with a value and a status of 2xx is not diagnosed: the error alone says why it counts as a failure.", nameof(diagnosis));
        }

        return new() { Error = error, StatusCode = statusCode, Value = value, Diagnosis = diagnosis };
    }

    /// <summary>Copies the result with the id of its log entry.</summary>
    /// <param name="logId">The entry's id.</param>
    /// <returns>A copy.</returns>
    public ConnectResult WithLogId(long logId) => this with { LogId = logId, LogError = null };

    /// <summary>Copies the result with the reason why there is no log entry.</summary>
    /// <param name="logError">The reason.</param>
    /// <returns>A copy.</returns>
    public ConnectResult WithLogError(string logError) => this with { LogId = null, LogError = logError ?? throw new ArgumentNullException(nameof(logError)) };

    /// <summary>Shows the status or the error, but never the value, which may be personal data.</summary>
    /// <returns>Text of one line, such as <c>ConnectResult succeeded (200)</c>.</returns>
    public override string ToString() => Succeeded ? $"{nameof(ConnectResult)} succeeded ({StatusCode})" : $"{nameof(ConnectResult)} {Error}";

    /// <summary>Makes the result of a call that has ended.</summary>
    internal static ConnectResult From(Call call, long? logId, string? logError) => new()
    {
        Value = call.Value,
        Captures = call.Captures ?? (IReadOnlyDictionary<string, string>)FrozenDictionary<string, string>.Empty,
        StatusCode = call.Response.StatusCode,
        Error = call.Error,
        Diagnosis = call.Error is not null && NeedsDiagnosis(call.Value, call.Response.StatusCode) ? CallOutput.ToDiagnosis(call) : null,
        Warnings = call.Trace is null ? [] : CallOutput.ToWarnings(call),
        LogId = logId,
        LogError = logError,
        Duration = call.Duration,
    };

    private static bool NeedsDiagnosis(string? value, int? statusCode) => value is null || !IsSuccess(statusCode);

    private static bool IsSuccess(int? statusCode) => statusCode is >= 200 and < 300;
}
