using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending.Requests;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Everything about a send that does not depend on the lead, worked out once for an endpoint, its adaptor and the settings.</summary>
internal sealed record EndpointPlan
{
    private EndpointPlan? _knowing;

    public required ConnectEndpoint Endpoint { get; init; }

    public required Adaptor? Adaptor { get; init; }

    public required SendSettings Settings { get; init; }

    /// <summary>Masks credentials in sentences, whatever the options say.</summary>
    public required CredentialMask Mask { get; init; }

    /// <summary>Whether logs and previews are masked too.</summary>
    public bool MasksLog => Settings.MaskCredentials;

    /// <summary>What forbids sending; null when the rest is usable.</summary>
    public ConnectError? Error { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public RequestUrl Url { get; init; } = null!;

    public RequestHeaders Headers { get; init; } = null!;

    public HeaderMemory SentHeaders { get; } = new();

    public BodyMemory Bodies { get; init; } = null!;

    public AdaptorMapper Mapper { get; init; } = null!;

    public IBodyEncoder Encoder { get; init; } = null!;

    public IResponseParser Parser { get; init; } = null!;

    public IIntegratorTemplate? Template { get; init; }

    /// <summary>The credentials that <see cref="Mask"/> knows.</summary>
    public required CredentialSet Credentials { get; init; }

    /// <summary>The endpoint with the delivery rules in effect; null where none hold.</summary>
    public ConnectEndpoint? Delivering { get; init; }

    public bool IsPost => Endpoint.RequestMethod == RequestMethod.Post;

    /// <summary>
    /// The same plan, whose mask also knows the credentials that a template brought. The last one made is kept, for templates bring the same ones each time.
    /// </summary>
    public EndpointPlan Knowing(CredentialSet brought)
    {
        if (Credentials.Covers(brought))
        {
            return this;
        }

        EndpointPlan? last = Volatile.Read(ref _knowing);
        if (last is null || !last.Credentials.Covers(brought))
        {
            var credentials = new CredentialSet();
            credentials.UnionWith(Credentials);
            credentials.UnionWith(brought);
            last = this with { Credentials = credentials, Mask = credentials.ToMask(Settings.CredentialNames), _knowing = null };
            Volatile.Write(ref _knowing, last);
        }

        return last;
    }

    public override string ToString() => Endpoint.ToString();

    /// <summary>
    /// Whether the plan still holds. A version of 0 tells nothing: no store has given it, as when a resolver of the app makes adaptors as it goes.
    /// </summary>
    public bool IsFor(ConnectEndpoint endpoint, Adaptor? adaptor, SendSettings settings) =>
        ReferenceEquals(Settings, settings)
        && (ReferenceEquals(Endpoint, endpoint) || (endpoint.Version > 0 && Endpoint.Version == endpoint.Version && Endpoint.Id == endpoint.Id && Endpoint.Fault == endpoint.Fault))
        && (ReferenceEquals(Adaptor, adaptor)
            || (Adaptor is not null && adaptor is { Version: > 0 } && Adaptor.Version == adaptor.Version && Adaptor.Id == adaptor.Id));
}
