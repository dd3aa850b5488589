using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>Which lead fields go out, in which order and under which names. Immutable; change one with <c>with</c> and save it.</summary>
public sealed record Adaptor
{
    private readonly ListByValue<FieldMapping> _fields = new([]);

    /// <summary>
    /// The key under which endpoints name the adaptor. Empty until saved: the store then assigns one. At most 200 characters, none of them a control character (our decision); white
    /// space is kept.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>Free text, required, at most 200 characters (the limit is our decision).</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether endpoints may use it. Default true.</summary>
    public bool Active { get; init; } = true;

    /// <summary>The rows, in the order in which their keys are sent.</summary>
    public IReadOnlyList<FieldMapping> Fields
    {
        get => _fields.Items!;
        init => _fields = new(value);
    }

    /// <summary>Assigned by the store, in the manner of <see cref="ConnectEndpoint.Version"/>.</summary>
    public long Version { get; init; }
}
