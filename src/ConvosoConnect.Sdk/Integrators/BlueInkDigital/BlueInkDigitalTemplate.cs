using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.BlueInkDigital;

/// <summary>
/// Blue Ink Digital publishes no documentation. Third-party code posts to it in the Jangl lead-exchange format, so the rules here are from Jangl's documentation: the nested body,
/// <c>ping</c> before <c>post</c> or else <c>direct_post</c>, and the three statuses of a response. Empty values are left out, because the vendor checks the form of the values
/// (our decision).
/// </summary>
internal sealed class BlueInkDigitalTemplate : IIntegratorTemplate
{
    private const int MostBodies = 256;

    // A cache: laying a body out costs far more than filling it, and the leads of an adaptor have few different sequences of keys.
    private readonly ConcurrentDictionary<int, BlueInkDigitalBody> _bodies = new();
    private BlueInkDigitalBody? _last;

    public string Name => ApiIntegrators.BlueInkDigital;

    public IntegratorContract Contract { get; } = new() { EmptyValues = EmptyValues.Omit };

    public void Shape(IntegratorRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Endpoint.RequestMethod == RequestMethod.Get)
        {
            return;
        }

        BlueInkDigitalBody body = Body(request.Payload, IsAt(request.Path, "/ping"));
        request.BodyEncoder = body;
        if (body.Fault is not null)
        {
            request.Refuse(body.Fault);
        }
        else if (IsAt(request.Path, "/post")
            && !(request.Payload.TryGet(BlueInkDigitalMembers.AuthCode, out LeadValue code) && !code.IsEmpty))
        {
            request.Refuse("Blue Ink Digital takes a post only with the auth_code that its ping gave: ping first and map its auth_code to 'auth_code', "
                + "or change the API URL to direct_post.");
        }
        else if (body.Check(request.Payload) is { } problems)
        {
            request.Refuse(problems);
        }
    }

    public IntegratorReading? Read(IntegratorResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        string? status = response.Find("status");
        string? reason = response.Find("reason");
        if (Is(status, "re-ping"))
        {
            return IntegratorReading.Rejected(
                status, "Blue Ink Digital's buyer is no longer there (re-ping): ping again for a new auth_code, then post the lead with that one.");
        }

        if (Is(status, "denied"))
        {
            return IntegratorReading.Rejected(
                reason ?? status, $"Blue Ink Digital denied the lead: {(reason is null ? "it gave no reason" : Quote.From(reason))}.");
        }

        if (!response.IsSuccessStatusCode)
        {
            return reason is null
                ? null
                : IntegratorReading.Rejected(null, $"Blue Ink Digital refused the call ({response.StatusCode}): {Quote.From(reason)}.");
        }

        return Is(status, "success") ? ReadSuccess(response, status) : NoSuccess(status, reason);
    }

    private static IntegratorReading? ReadSuccess(IntegratorResponse response, string status)
    {
        if (response.Endpoint.ResponseKey.Length > 0)
        {
            return null;
        }

        if (IsAt(response.Path.AsSpan().TrimEnd('/'), "/ping"))
        {
            return IntegratorReading.ByKey(BlueInkDigitalMembers.AuthCode);
        }

        // The vendor has taken the lead even when the response names neither id. A failure would make the app send it twice (our decision).
        return response.Find("confirmation_id") is not null ? IntegratorReading.ByKey("confirmation_id")
            : response.Find("lead_id") is not null ? IntegratorReading.ByKey("lead_id")
            : IntegratorReading.Accepted(status);
    }

    private static IntegratorReading NoSuccess(string? status, string? reason) => IntegratorReading.Rejected(
        reason ?? status,
        "Blue Ink Digital has taken a lead only when the status is success, and this response has "
        + (status is null ? "no status" : "status " + Quote.From(status))
        + (reason is null ? "" : ", reason " + Quote.From(reason))
        + ": check the API URL and the lead with Blue Ink Digital.");

    private static bool IsAt(ReadOnlySpan<char> path, string operation) => path.EndsWith(operation, StringComparison.OrdinalIgnoreCase);

    private static bool Is([NotNullWhen(true)] string? status, string word) =>
        string.Equals(status?.Trim(), word, StringComparison.OrdinalIgnoreCase);

    private BlueInkDigitalBody Body(Payload payload, bool ping)
    {
        // In an app with one such endpoint, the last body fits most leads.
        BlueInkDigitalBody? last = Volatile.Read(ref _last);
        if (last is null || !last.Fits(payload, ping))
        {
            last = Known(payload, ping);
            Volatile.Write(ref _last, last);
        }

        return last;
    }

    private BlueInkDigitalBody Known(Payload payload, bool ping)
    {
        var hash = default(HashCode);
        hash.Add(ping);
        foreach (ref readonly PayloadField field in payload.Fields)
        {
            hash.Add(RuntimeHelpers.GetHashCode(field.Key));
        }

        int id = hash.ToHashCode();
        if (_bodies.TryGetValue(id, out BlueInkDigitalBody? body) && body.Fits(payload, ping))
        {
            return body;
        }

        if (_bodies.Count >= MostBodies)
        {
            _bodies.Clear();
        }

        return _bodies[id] = new BlueInkDigitalBody(payload, ping);
    }
}
