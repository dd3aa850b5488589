using System.Buffers;
using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending.Requests;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Everything about a send that does not depend on the lead, worked out once for an endpoint, its adaptor and the settings.</summary>
internal sealed record EndpointPlan : CompiledEndpoint
{
    private EndpointPlan? _knowing;

    public required IReadOnlyList<string> Warnings { get; init; }

    public required RequestUrl Url { get; init; }

    public required RequestHeaders Headers { get; init; }

    public HeaderMemory SentHeaders { get; } = new();

    /// <summary>Where the bodies of its requests get their memory.</summary>
    public required ArrayPool<byte> Buffers { get; init; }

    public required AdaptorMapper Mapper { get; init; }

    public required IBodyEncoder Encoder { get; init; }

    public required IResponseParser Parser { get; init; }

    public required IIntegratorTemplate? Template { get; init; }

    /// <summary>The endpoint with the delivery rules in effect; null where none hold.</summary>
    public required ConnectEndpoint? Delivering { get; init; }

    /// <summary>What the integrator says of responses, for delivery handlers; null where it says nothing.</summary>
    public required IntegratorRetries? Retries { get; init; }

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

    public override string ToString() => base.ToString();
}
