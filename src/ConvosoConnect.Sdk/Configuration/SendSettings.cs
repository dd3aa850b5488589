using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Configuration;

/// <summary>The options that a send uses: a copy that never changes, and what is computed from it. When the options change, new settings replace these.</summary>
internal sealed record SendSettings
{
    public SendSettings(ConvosoConnectOptions options)
    {
        Options = ConvosoConnectOptionTable.Rows.Copy(options, new());
        Guard = new(Options.AllowedNetworks, Options.AllowedHosts);
        CredentialNames = new(Options.CredentialNames);
    }

    public ConvosoConnectOptions Options { get; }

    /// <summary>The options <c>AllowedNetworks</c> and <c>AllowedHosts</c>, parsed.</summary>
    public DestinationGuard Guard { get; }

    /// <summary>The option <c>CredentialNames</c> with the names that every app has.</summary>
    public CredentialNames CredentialNames { get; }
}
