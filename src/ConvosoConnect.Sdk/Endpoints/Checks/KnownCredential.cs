using ConvosoConnect.Sdk.Destinations;

namespace ConvosoConnect.Sdk.Endpoints.Checks;

/// <summary>A credential that the app defines.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Headers">The headers that it sets.</param>
/// <param name="Secrets">The secrets that it holds from the start.</param>
/// <param name="Hosts">The hosts that may get it; empty for all.</param>
internal sealed record KnownCredential(string Name, IReadOnlyList<string> Headers, IReadOnlyList<string> Secrets, IReadOnlyList<string> Hosts)
{
    /// <summary>Says why a host must not get the credential; null when it may.</summary>
    public static string? Forbids(string name, IReadOnlyList<string> hosts, string host)
    {
        if (hosts.Count == 0)
        {
            return null;
        }

        string normalised = AllowedHost.Normalise(host);
        return hosts.Any(entry => AllowedHost.Read(entry, out AllowedHost allowed) is null && allowed.Matches(normalised))
            ? null
            : $"The credential '{name}' is for {string.Join(", ", hosts)} only, and this endpoint leads to {normalised}. Choose another one, or correct the API URL.";
    }

    public override string ToString() => Name;
}
