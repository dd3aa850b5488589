using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk.Integrators.Declared;

/// <summary>What a response with status 2xx must have to count as a success. It must meet everything that is given.</summary>
public sealed record IntegratorSuccess
{
    private readonly ListByValue<int> _statuses = new([]);
    private readonly ListByValue<string> _values = new([]);

    /// <summary>The statuses, from 200 to 299. Empty (the default) for all of them.</summary>
    public IReadOnlyList<int> Statuses
    {
        get => _statuses.Items!;
        init => _statuses = new(value ?? throw new ArgumentNullException(nameof(Statuses)));
    }

    /// <summary>A key or path that the body must have, written like a Response Key, with a value that is not null. Null (the default) for none.</summary>
    public string? Key { get; init; }

    /// <summary>What is said of a response that does not meet this and has no message where <see cref="IntegratorErrors"/> looks, as a sentence; null (the default) for none.</summary>
    public string? Otherwise { get; init; }

    /// <summary>The values of <see cref="Key"/>, compared trimmed and ignoring case. Empty (the default) for any.</summary>
    public IReadOnlyList<string> Values
    {
        get => _values.Items!;
        init => _values = new(value ?? throw new ArgumentNullException(nameof(Values)));
    }
}
