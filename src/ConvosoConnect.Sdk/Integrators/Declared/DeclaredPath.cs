using ConvosoConnect.Sdk.Integrators.Declared.Bodies;

namespace ConvosoConnect.Sdk.Integrators.Declared;

/// <summary>What a definition says of one path of the vendor: of a variant's, or of all others.</summary>
internal sealed class DeclaredPath(IntegratorDefinition definition, IntegratorVariant? variant)
{
    /// <summary>How the path ends; null for all paths that no variant has.</summary>
    public string? Pattern => variant?.Path;

    /// <summary>Whether only GET endpoints call it.</summary>
    public bool IsGetOnly { get; } = string.Equals(variant?.Method ?? definition.Method, "GET", StringComparison.OrdinalIgnoreCase);

    public HttpMethod Method { get; } = HttpMethod.Parse(variant?.Method ?? definition.Method);

    public IntegratorBody Body { get; } = variant?.Body ?? definition.Body;

    public BodyRules Rules { get; } = new(definition.Name, variant?.Body ?? definition.Body);

    public ResponseRules Response { get; } = new(definition.Name, variant?.Response ?? definition.Response);
}
