using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>Says which lead fields are sent, in which order and under which names. It is immutable: make a changed copy by <c>with</c> and save that.</summary>
public sealed record Adaptor
{
    private readonly ListByValue<FieldMapping> _fields = new([]);

    /// <summary>
    /// The id by which endpoints name the adaptor. When it is empty, the store assigns one at the first save. At most 200 characters, none of them a control character (our
    /// decision); white space is kept.
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

    /// <summary>The store assigns it, like <see cref="ConnectEndpoint.Version"/>.</summary>
    public long Version { get; init; }

    /// <summary>
    /// A sentence that says which part of the adaptor the store could not read, like <see cref="ConnectEndpoint.Fault"/>: a default value that is a credential and cannot be
    /// decrypted. Endpoints that use such an adaptor send nothing. Null for every adaptor that was read completely.
    /// </summary>
    public string? Fault { get; init; }
}
