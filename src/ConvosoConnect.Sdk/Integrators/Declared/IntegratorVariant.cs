namespace ConvosoConnect.Sdk.Integrators.Declared;

/// <summary>A path of a vendor whose requests or responses differ from the rest of its definition.</summary>
public sealed record IntegratorVariant
{
    /// <summary>How the path of the API URL ends, such as <c>/batch/create</c>, compared ignoring case; <c>*</c> stands for one segment.</summary>
    public required string Path { get; init; }

    /// <summary>The method; null (the default) for that of the definition.</summary>
    public string? Method { get; init; }

    /// <summary>The body; null (the default) for that of the definition. It replaces the whole of it.</summary>
    public IntegratorBody? Body { get; init; }

    /// <summary>What responses mean; null (the default) for the rules of the definition. It replaces all of them.</summary>
    public IntegratorResponseRules? Response { get; init; }
}
