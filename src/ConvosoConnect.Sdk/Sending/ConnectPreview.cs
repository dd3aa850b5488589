using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>What a send would do, made by the same code and never sent: Convoso's "Generated Data".</summary>
public sealed record ConnectPreview
{
    private readonly ListByValue<RowTrace> _rows = new([]);
    private readonly ListByValue<string> _warnings = new([]);

    /// <summary>The request, byte for byte as it would go out but for masked credentials; null when none can be made.</summary>
    public ConnectInputData? Request { get; init; }

    /// <summary>What each adaptor row became, in row order; empty without an adaptor.</summary>
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

    /// <summary>What would stop the send; null when it would go out. An inactive endpoint has an error and a request.</summary>
    public ConnectError? Error { get; init; }
}
