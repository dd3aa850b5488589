using ConvosoConnect.Sdk.Sending.Credentials;

namespace ConvosoConnect.Sdk.Credentials;

/// <summary>A credential that the app defines in code or configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind, as the configuration spells it.</param>
/// <param name="Make">Makes it.</param>
internal sealed record CredentialDefinition(string Name, string Kind, Func<IServiceProvider, IEndpointCredential> Make)
{
    private const int LongestName = 100;

    /// <summary>The hosts that may get it; empty for all.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Says what is wrong with a name; null when it is possible.</summary>
    public static string? FaultOf(string name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Trim() != name || name.Any(c => c == ',' || char.IsControl(c))
            ? $"The name of a credential has 1 to {LongestName} characters, no comma, no control character and no white space at its ends."
            : null;

    public override string ToString() => $"{Kind} {Name}";
}
