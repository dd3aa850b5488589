using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Configuration;

/// <summary>The options that a send needs, frozen; replaced whole when the options change. See <c>ConvosoConnectOptions</c> for each.</summary>
internal sealed record SendSettings
{
    public required TimeSpan RequestTimeout { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    public required bool AllowHttp { get; init; }

    /// <summary>The options <c>AllowedNetworks</c> and <c>AllowedHosts</c>, read.</summary>
    public required DestinationGuard Guard { get; init; }

    public required int MaxRequestBytes { get; init; }

    public required int MaxResponseBytes { get; init; }

    public required string TimeZone { get; init; }

    public required string SystemDateFormat { get; init; }

    public required int LogResponseLength { get; init; }

    public required int LogResultLength { get; init; }

    public required TimeSpan LogTimeout { get; init; }

    public required TimeSpan DisposalTimeout { get; init; }

    public required bool MaskCredentials { get; init; }

    /// <summary>The option <c>CredentialNames</c> with the names that every app has.</summary>
    public required CredentialNames CredentialNames { get; init; }

    public required int CompiledEndpointLimit { get; init; }
}
