using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Credentials.Connections;
using ConvosoConnect.Sdk.Credentials.Fixed;
using ConvosoConnect.Sdk.Credentials.OAuth;
using ConvosoConnect.Sdk.Credentials.Signatures;

namespace ConvosoConnect.Sdk.Credentials;

/// <summary>The part <c>Credentials</c> of the engine's configuration section: an object for each credential, under its name.</summary>
internal sealed class CredentialSection
{
    public const string Name = "Credentials";

    // Reads one object, gives the sentences about its faults, and what makes the credential.
    private static readonly Dictionary<string, Func<string, ConfigurationReader, (CredentialDefinition Definition, IEnumerable<string> Faults)>> Kinds =
        new(StringComparer.OrdinalIgnoreCase)
        {
            [BasicCredential.Kind] = BasicCredential.Read,
            [ApiKeyCredential.Kind] = ApiKeyCredential.Read,
            [HmacSignatureCredential.Kind] = HmacSignatureCredential.Read,
            [StandardWebhooksCredential.Kind] = StandardWebhooksCredential.Read,
            [OAuthCredential.ClientCredentialsKind] = OAuthCredential.ReadClientCredentials,
            [OAuthCredential.RefreshTokenKind] = OAuthCredential.ReadRefreshToken,
            [ClientCertificateCredential.Kind] = ClientCertificateCredential.Read,
            [ProxyCredential.Kind] = ProxyCredential.Read,
        };

    public List<CredentialDefinition> Definitions { get; } = [];

    public static void Read(ConfigurationReader section, CredentialSection into)
    {
        into.Definitions.Clear();
        foreach ((string name, ConfigurationReader part) in section.Parts())
        {
            string kind = part.Text("Type", "");
            if (!Kinds.TryGetValue(kind, out var read))
            {
                part.Refuse(kind.Length == 0
                    ? $"The Type is missing. Give one of {string.Join(", ", Kinds.Keys)}."
                    : $"The Type '{kind}' is not known. Known are: {string.Join(", ", Kinds.Keys)}.");
                continue;
            }

            (CredentialDefinition definition, IEnumerable<string> faults) = read(name, part);
            IReadOnlyList<string>? given = part.Texts("Hosts");
            IReadOnlyList<string> hosts = given ?? [];
            if (given is { Count: 0 })
            {
                part.Refuse("Hosts is empty, so that the credential could go nowhere. Name the hosts that may get it, or leave Hosts out.");
            }

            part.RefuseUnknown();
            foreach (string fault in faults.Prepend(CredentialDefinition.FaultOf(name)).Concat(RestrictedCredential.FindFaults(hosts)).OfType<string>())
            {
                part.Refuse(fault);
            }

            into.Definitions.Add(definition with { Hosts = hosts });
        }
    }
}
