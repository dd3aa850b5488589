using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Sending.Plans;

/// <summary>An endpoint with its adaptor, compiled once for many sends: either an <see cref="EndpointPlan"/> or an <see cref="UnusableEndpoint"/>.</summary>
internal abstract record CompiledEndpoint
{
    public required ConnectEndpoint Endpoint { get; init; }

    public required Adaptor? Adaptor { get; init; }

    public required SendSettings Settings { get; init; }

    /// <summary>The credentials that <see cref="Mask"/> hides.</summary>
    public required CredentialSet Credentials { get; init; }

    /// <summary>Masks credentials in sentences, whatever the options say.</summary>
    public required CredentialMask Mask { get; init; }

    /// <summary>Masks credentials in log entries and previews; <see cref="CredentialMask.None"/> when the options switch masking off.</summary>
    public CredentialMask LogMask => Settings.Options.MaskCredentials ? Mask : CredentialMask.None;

    /// <summary>
    /// Whether this is still valid for the endpoint, adaptor and settings. A version of 0 is not compared: no store assigned it, for instance because the app's resolver makes
    /// the adaptor for each send.
    /// </summary>
    public bool IsFor(ConnectEndpoint endpoint, Adaptor? adaptor, SendSettings settings) =>
        ReferenceEquals(Settings, settings)
        && (ReferenceEquals(Endpoint, endpoint) || (endpoint.Version > 0 && Endpoint.Version == endpoint.Version && Endpoint.Id == endpoint.Id && Endpoint.Fault == endpoint.Fault))
        && (ReferenceEquals(Adaptor, adaptor)
            || (Adaptor is not null && adaptor is { Version: > 0 } && Adaptor.Version == adaptor.Version && Adaptor.Id == adaptor.Id && Adaptor.Fault == adaptor.Fault));

    public override string ToString() => Endpoint.ToString();
}
