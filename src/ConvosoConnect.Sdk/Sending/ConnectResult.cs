using System.Diagnostics.CodeAnalysis;
using ConvosoConnect.Sdk.Equality;
using ConvosoConnect.Sdk.Sending;
using ConvosoConnect.Sdk.Sending.Masking;

namespace ConvosoConnect.Sdk;

/// <summary>
/// The outcome of a send. Everything that can be expected to go wrong is told here, not thrown. Tests of an app make one by <see cref="Success"/> or <see cref="Failure"/>.
/// </summary>
public sealed record ConnectResult
{
    private readonly ListByValue<string> _warnings = new([]);

    private ConnectResult()
    {
    }

    /// <summary>Whether the receiver got the lead and accepted it.</summary>
    [MemberNotNullWhen(true, nameof(Value), nameof(StatusCode))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>The value under the Response Key, or the whole body. Null: the systems failed to communicate. Not masked: it is the app's response.</summary>
    public string? Value { get; private init; }

    /// <summary>The HTTP status; null when there was no response.</summary>
    public int? StatusCode { get; private init; }

    /// <summary>Why it failed; null when it succeeded.</summary>
    public ConnectError? Error { get; private init; }

    /// <summary>The five checks in order, when <see cref="Value"/> is null or the status was not 2xx; null otherwise.</summary>
    public ConnectDiagnosis? Diagnosis { get; private init; }

    /// <summary>What a preview would warn of, such as a mapped field that there is not. Filled by a test, empty for a send.</summary>
    public IReadOnlyList<string> Warnings
    {
        get => _warnings.Items!;
        init => _warnings = new(value);
    }

    /// <summary>The log entry's id; null when the log could not be written, and in a result that a test made without one.</summary>
    public long? LogId { get; private init; }

    /// <summary>Why there is no log entry; null when there is one. The send itself is not affected.</summary>
    public string? LogError { get; private init; }

    /// <summary>From the start of the send to its result, the writing of the log left out.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>A send that the receiver accepted.</summary>
    /// <param name="value">What it answered; may be empty.</param>
    /// <param name="statusCode">The HTTP status, from 200 to 299.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is not 2xx: such a send failed.</exception>
    public static ConnectResult Success(string value, int statusCode = 200)
    {
        ArgumentNullException.ThrowIfNull(value);
        return IsSuccess(statusCode)
            ? new() { Value = value, StatusCode = statusCode }
            : throw new ArgumentOutOfRangeException(nameof(statusCode), statusCode, "A send succeeds with a status from 200 to 299 only. Make a failure of it.");
    }

    /// <summary>A send that failed.</summary>
    /// <param name="error">Why.</param>
    /// <param name="statusCode">The HTTP status; null when there was no response.</param>
    /// <param name="value">What the receiver answered; null when the systems failed to communicate. Only with a status.</param>
    /// <param name="diagnosis">The five checks; null for none. Not beside a value with a status of 2xx, which needs none.</param>
    /// <returns>The result.</returns>
    /// <exception cref="ArgumentException">There is a value without a status, or a diagnosis of a response that needs none.</exception>
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

    /// <summary>The same result with its log entry.</summary>
    /// <param name="logId">The entry's id.</param>
    /// <returns>A copy.</returns>
    public ConnectResult WithLogId(long logId) => this with { LogId = logId, LogError = null };

    /// <summary>The same result without a log entry.</summary>
    /// <param name="logError">Why there is none.</param>
    /// <returns>A copy.</returns>
    public ConnectResult WithLogError(string logError) => this with { LogId = null, LogError = logError ?? throw new ArgumentNullException(nameof(logError)) };

    /// <summary>Whether it succeeded, else the error; never the value, which may be personal.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => Succeeded ? $"{nameof(ConnectResult)} succeeded ({StatusCode})" : $"{nameof(ConnectResult)} {Error}";

    /// <summary>The outcome of a call that has ended.</summary>
    internal static ConnectResult From(Call call, long? logId, string? logError) => new()
    {
        Value = call.Value,
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
