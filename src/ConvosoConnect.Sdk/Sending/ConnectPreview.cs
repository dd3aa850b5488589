namespace ConvosoConnect.Sdk;

/// <summary>What a send would do, made by the same code and never sent: Convoso's "Generated Data".</summary>
public sealed record ConnectPreview
{
    /// <summary>The request, byte for byte as it would go out but for masked credentials; null when none can be made.</summary>
    public ConnectInputData? Request { get; init; }

    /// <summary>What each adaptor row became, in row order; empty without an adaptor.</summary>
    public IReadOnlyList<RowTrace> Rows { get; init; } = [];

    /// <summary>Doubtful things that would not stop the send.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What would stop the send; null when it would go out. An inactive endpoint has an error and a request.</summary>
    public ConnectError? Error { get; init; }
}
