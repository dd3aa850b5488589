using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>What one adaptor row became, as shown by a preview.</summary>
public sealed record RowTrace
{
    private readonly ListByValue<string> _keys = new([]);

    /// <summary>The row.</summary>
    public required FieldMapping Mapping { get; init; }

    /// <summary>The keys that carry its value; empty when it is not sent.</summary>
    public IReadOnlyList<string> Keys
    {
        get => _keys.Items!;
        init => _keys = new(value);
    }

    /// <summary>The value as text, formatted and joined; null when the row is not sent.</summary>
    public string? Value { get; init; }

    /// <summary>What became of it.</summary>
    public RowOutcome Outcome { get; init; }

    /// <summary>Something to look at, such as text that should be a date; null when all is well.</summary>
    public string? Warning { get; init; }
}
