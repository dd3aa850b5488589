using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>The request of a send, made by the same code but not sent: Convoso's "Generated Data".</summary>
public sealed record ConnectPreview
{
    private readonly ListByValue<RowTrace> _rows = new([]);
    private readonly ListByValue<string> _warnings = new([]);

    /// <summary>The request exactly as it would be sent, but with credentials masked; null when no request can be made.</summary>
    public ConnectInputData? Request { get; init; }

    /// <summary>The outcome of each adaptor row, in row order; empty without an adaptor.</summary>
    public IReadOnlyList<RowTrace> Rows
    {
        get => _rows.Items!;
        init => _rows = new(value);
    }

    /// <summary>Doubtful things that would not stop the send.</summary>
    public IReadOnlyList<string> Warnings
    {
        get => _warnings.Items!;
        init => _warnings = new(value);
    }

    /// <summary>The error that would stop the send; null when it would be sent. The preview of an inactive endpoint has an error and a request.</summary>
    public ConnectError? Error { get; init; }
}
