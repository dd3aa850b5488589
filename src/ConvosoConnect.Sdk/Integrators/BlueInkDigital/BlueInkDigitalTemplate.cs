using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.BlueInkDigital;

/// <summary>
/// Blue Ink Digital publishes no documentation; it is seen to take the Jangl lead-exchange format, and what that format says is Jangl documentation:
/// the nested body, <c>ping</c> before <c>post</c> or else <c>direct_post</c>, the three responses. Empty values are left out, because the vendor
/// checks the form of what it is sent (our decision).
/// </summary>
internal sealed class BlueInkDigitalTemplate : IIntegratorTemplate
{
    private const int MostBodies = 256;

    // Laying a body out costs far more than filling it, and an adaptor's leads share few sequences of keys. Only a cache: losing it changes
    // nothing.
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

        // A lead that was taken stays taken when the response names neither: reporting a failure would have it sent twice (our decision).
        return response.Find("confirmation_id") is not null ? IntegratorReading.ByKey("confirmation_id")
            : response.Find("lead_id") is not null ? IntegratorReading.ByKey("lead_id")
            : IntegratorReading.Accepted(status);
    }

    private static IntegratorReading NoSuccess(string? status, string? reason) => IntegratorReading.Rejected(
        reason ?? status,
        "Blue Ink Digital says that a lead was taken with status success only, and this response has "
        + (status is null ? "no status" : "status " + Quote.From(status))
        + (reason is null ? "" : ", reason " + Quote.From(reason))
        + ": check the API URL and the lead with Blue Ink Digital.");

    private static bool IsAt(ReadOnlySpan<char> path, string operation) => path.EndsWith(operation, StringComparison.OrdinalIgnoreCase);

    private static bool Is([NotNullWhen(true)] string? status, string word) =>
        string.Equals(status?.Trim(), word, StringComparison.OrdinalIgnoreCase);

    private BlueInkDigitalBody Body(Payload payload, bool ping)
    {
        // The body that came last serves most leads of an app that has one such endpoint.
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
