using ConvosoConnect.Sdk.Diagnosis;
using ConvosoConnect.Sdk.Sending.Masking;
using ConvosoConnect.Sdk.Sending.Plans;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Gathers the facts of a call for its diagnosis.</summary>
internal static class CallDiagnosis
{
    /// <summary>Gathers the facts of a call that ended in an error.</summary>
    public static DiagnosisFacts Gather(Call call)
    {
        bool wasSent = WasSent(call);
        return new DiagnosisFacts(call.Error!, wasSent)
        {
            Uri = call.Request is { Error: null } request ? request.Uri : null,
            StatusCode = call.Response.StatusCode,
            Challenge = call.Response.Challenge is { } challenge ? Quote.From(CallOutput.Mask(call, challenge)) : null,
            Credential = call.Plan?.Credential is null ? null : Quote.From(call.Endpoint!.Credential!),
            ContentType = call.Response.TypeForSentence(text => CallOutput.Mask(call, text)),
            ResponseDataType = call.Endpoint?.ResponseDataType,
            LacksBody = call.Response.Error is not null,
            IsWindows1252Assumed = call.Response.StatusCode is not null && call.Response.AsBody().IsWindows1252Assumed,

            // Without a request, the mapping itself may have failed, so it is not repeated.
            Mappings = wasSent && call.Plan is { } plan ? Map(call, plan) : null,
        };
    }

    private static MappingFacts Map(Call call, EndpointPlan plan)
    {
        if (plan.Adaptor is null)
        {
            return new([], "The endpoint has no adaptor.");
        }

        if (call.Trace is not null)
        {
            return new(call.Trace);
        }

        try
        {
            List<RowTrace> rows = [];
            plan.Mapper.Map(call.Lead, rows);
            UnknownFields.Warn(rows, call.Lead, nearest: false);
            return new(rows);
        }
#pragma warning disable CA1031 // The lead's dictionaries belong to the app; an exception when they are read again must not hide the result.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new([], $"The lead could not be read again: {exception.GetType().Name}: {exception.Message}");
        }
    }

    private static bool WasSent(Call call) =>
        call.Request is { Error: null } && call.Error!.Kind switch
        {
            ConnectErrorKind.Blocked or ConnectErrorKind.CredentialFailed => call.Response.Progress == SendProgress.MayHaveArrived,

            // The time may have passed in steps and handlers before the network.
            ConnectErrorKind.Timeout => call.Response is not { StatusCode: null, Progress: SendProgress.NotSent, Attempts: null or { Made: 0 } },
            _ => call.Response.Attempts is not { Made: 0 },
        };
}
