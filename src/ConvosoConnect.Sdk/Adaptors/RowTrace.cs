using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>The outcome of one adaptor row, for a preview.</summary>
public sealed record RowTrace
{
    private readonly ListByValue<string> _keys = new([]);

    /// <summary>The row as it is stored, but with credentials masked, unless the options switch masking off.</summary>
    public required FieldMapping Mapping { get; init; }

    /// <summary>The keys under which the value is sent; empty when the row is not sent.</summary>
    public IReadOnlyList<string> Keys
    {
        get => _keys.Items!;
        init => _keys = new(value);
    }

    /// <summary>The value as text, formatted and joined; null when the row is not sent.</summary>
    public string? Value { get; init; }

    /// <summary>Whether and how the row is sent.</summary>
    public RowOutcome Outcome { get; init; }

    /// <summary>A sentence about something doubtful, such as a text that should be a date; null when there is nothing.</summary>
    public string? Warning { get; init; }
}
