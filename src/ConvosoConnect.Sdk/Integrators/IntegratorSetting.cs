namespace ConvosoConnect.Sdk.Integrators;

/// <summary>A setting that an integrator asks of its endpoints.</summary>
public sealed record IntegratorSetting
{
    /// <summary>What it is, and where an admin finds it.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether an endpoint must give it. Default false.</summary>
    public bool Required { get; init; }

    /// <summary>The value of endpoints that do not give it; null (the default) for an empty text.</summary>
    public string? Default { get; init; }
}
