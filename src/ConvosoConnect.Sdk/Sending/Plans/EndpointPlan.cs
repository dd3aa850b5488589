using System.Buffers;
using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending.Credentials;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Sending.Responses;

namespace ConvosoConnect.Sdk.Sending.Plans;

/// <summary>The parts of a send that do not depend on the lead, prepared once for an endpoint, its adaptor and the settings.</summary>
internal sealed record EndpointPlan : CompiledEndpoint
{
    private EndpointPlan? _lastWithFurther;

    public required IReadOnlyList<string> Warnings { get; init; }

    public required RequestUrl Url { get; init; }

    public required RequestHeaders Headers { get; init; }

    public HeaderMemory SentHeaders { get; } = new();

    /// <summary>Where the bodies of its requests get their memory.</summary>
    public required ArrayPool<byte> Buffers { get; init; }

    public required AdaptorMapper Mapper { get; init; }

    public required IBodyEncoder Encoder { get; init; }

    public required IResponseParser Parser { get; init; }

    /// <summary>What is read of responses beside the value of the Response Key; null for nothing.</summary>
    public required CaptureReader? Captures { get; init; }

    public required IIntegratorTemplate? Template { get; init; }

    /// <summary>What the endpoint's credentials add right before each attempt; null when it names none.</summary>
    public required CredentialUse? Credential { get; init; }

    /// <summary>The endpoint with the delivery rules in effect; null when no delivery rules apply.</summary>
    public required ConnectEndpoint? Delivering { get; init; }

    /// <summary>The integrator's rules about repeating a request after a response, for delivery handlers; null when it has none.</summary>
    public required IntegratorRetries? Retries { get; init; }

    public bool IsPost => Endpoint.RequestMethod == RequestMethod.Post;

    /// <summary>
    /// Gives this plan with a mask that also hides further credentials, which a template or a handler added. The last such plan is kept, because the same credentials usually
    /// come each time.
    /// </summary>
    public EndpointPlan Knowing(CredentialSet further)
    {
        if (Credentials.Covers(further))
        {
            return this;
        }

        EndpointPlan? last = Volatile.Read(ref _lastWithFurther);
        if (last is null || !last.Credentials.Covers(further))
        {
            var credentials = new CredentialSet();
            credentials.UnionWith(Credentials);
            credentials.UnionWith(further);
            last = this with { Credentials = credentials, Mask = credentials.ToMask(Settings.CredentialNames), _lastWithFurther = null };
            Volatile.Write(ref _lastWithFurther, last);
        }

        return last;
    }

    public override string ToString() => base.ToString();
}
