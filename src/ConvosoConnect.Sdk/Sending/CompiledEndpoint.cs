using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>An endpoint with its adaptor, looked at once for many sends: an <see cref="EndpointPlan"/>, or an <see cref="UnusableEndpoint"/>.</summary>
internal abstract record CompiledEndpoint
{
    public required ConnectEndpoint Endpoint { get; init; }

    public required Adaptor? Adaptor { get; init; }

    public required SendSettings Settings { get; init; }

    /// <summary>The credentials that <see cref="Mask"/> knows.</summary>
    public required CredentialSet Credentials { get; init; }

    /// <summary>Masks credentials in sentences, whatever the options say.</summary>
    public required CredentialMask Mask { get; init; }

    /// <summary>Masks credentials in log entries and previews; <see cref="CredentialMask.None"/> where the options say so.</summary>
    public CredentialMask LogMask => Settings.MaskCredentials ? Mask : CredentialMask.None;

    /// <summary>
    /// Whether it still holds. A version of 0 tells nothing: no store has given it, as when a resolver of the app makes adaptors as it goes.
    /// </summary>
    public bool IsFor(ConnectEndpoint endpoint, Adaptor? adaptor, SendSettings settings) =>
        ReferenceEquals(Settings, settings)
        && (ReferenceEquals(Endpoint, endpoint) || (endpoint.Version > 0 && Endpoint.Version == endpoint.Version && Endpoint.Id == endpoint.Id && Endpoint.Fault == endpoint.Fault))
        && (ReferenceEquals(Adaptor, adaptor)
            || (Adaptor is not null && adaptor is { Version: > 0 } && Adaptor.Version == adaptor.Version && Adaptor.Id == adaptor.Id));

    public override string ToString() => Endpoint.ToString();
}
