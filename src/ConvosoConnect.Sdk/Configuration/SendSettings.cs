using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Configuration;

/// <summary>The options as a send needs them: a copy that nobody changes, and what is worked out from it. Replaced whole when the options change.</summary>
internal sealed record SendSettings
{
    public SendSettings(ConvosoConnectOptions options)
    {
        Options = ConvosoConnectOptionTable.Rows.Copy(options, new());
        Guard = new(Options.AllowedNetworks, Options.AllowedHosts);
        CredentialNames = new(Options.CredentialNames);
    }

    public ConvosoConnectOptions Options { get; }

    /// <summary>The options <c>AllowedNetworks</c> and <c>AllowedHosts</c>, read.</summary>
    public DestinationGuard Guard { get; }

    /// <summary>The option <c>CredentialNames</c> with the names that every app has.</summary>
    public CredentialNames CredentialNames { get; }
}
