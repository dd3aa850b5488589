using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.HubSpot;

/// <summary>
/// HubSpot's legacy contacts API. According to HubSpot's documentation all v1 paths lose support in September 2027, so new endpoints should use HubSpot v3. The path decides the
/// body: <c>…/contact/batch</c> takes an array that holds the contact, every other path that writes a contact takes its properties only. <c>vid</c> identifies a contact and is not
/// a property, so it is never sent as one (our decision).
/// </summary>
internal sealed class HubSpotV1Template : IIntegratorTemplate
{
    private const string Vid = "vid";
    private const string Email = "email";

    public string Name => ApiIntegrators.HubSpotV1;

    public IntegratorContract Contract => HubSpotContract.Value;

    public void Shape(IntegratorRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Endpoint.RequestMethod == RequestMethod.Get)
        {
            return;
        }

        if (!WritesLead(HubSpotPath.After(request.Path, "/contacts/v1/")))
        {
            request.Refuse(
                $"HubSpot writes no lead at {Quote.From(request.Path.ToString())}, which the API URL calls: post to /contacts/v1/contact to create a contact, "
                + "or to /contacts/v1/contact/createOrUpdate/email/{email}/ to create or update one.");
            return;
        }

        bool batch = request.Path.EndsWith("/contact/batch", StringComparison.OrdinalIgnoreCase);
        if (batch && Identifier(request.Payload).IsEmpty)
        {
            request.Refuse(
                "A HubSpot batch names each contact by its email or its vid, and this lead has neither: map a field to 'email' or to 'vid'.");
        }

        request.BodyEncoder = batch ? Encoder.Batch : Encoder.Single;
    }

    public IntegratorReading? Read(IntegratorResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (!response.IsSuccessStatusCode)
        {
            return HubSpotErrors.ReadStatus(response) ?? ReadRefusal(response);
        }

        if (response.Endpoint.ResponseKey.Length > 0)
        {
            return null;
        }

        // According to HubSpot's documentation the response to a profile update is 204 and the response to a batch is 202, both without a body.
        return response.StatusCode is not (202 or 204) ? IntegratorReading.ByKey(Vid)
            : response.Body is null ? IntegratorReading.Accepted("")
            : null;
    }

    private static IntegratorReading? ReadRefusal(IntegratorResponse response)
    {
        string? error = response.Find("error");
        if (error == "CONTACT_EXISTS" || response.StatusCode == 409)
        {
            string? vid = response.Find("identityProfile.vid");
            return IntegratorReading.Rejected(
                null,
                $"HubSpot already has this contact{HubSpotErrors.InBrackets(error)}{(vid is null ? "" : $", its vid is {Quote.From(vid)}")}: "
                + "to update it, post to /contacts/v1/contact/createOrUpdate/email/{email}/.");
        }

        return HubSpotErrors.Entries(response, "validationResults") is { } entries
            ? IntegratorReading.Rejected(
                null, $"HubSpot refused the lead ({response.StatusCode}): {entries}. Check these properties' names under Mapped To and their values.")
            : null;
    }

    /// <summary>
    /// Whether a POST to a path below <c>/contacts/v1/</c> writes a contact, according to HubSpot's documentation. Any other path, such as a gateway's, counts as one that does
    /// (our decision).
    /// </summary>
    private static bool WritesLead(ReadOnlySpan<char> path)
    {
        const StringComparison anyCase = StringComparison.OrdinalIgnoreCase;
        return path.IsEmpty || path.Equals("contact", anyCase) || path.Equals("contact/batch", anyCase)
            || IsOne(path, "contact/createOrUpdate/email/", "") || IsOne(path, "contact/vid/", "/profile") || IsOne(path, "contact/email/", "/profile");

        static bool IsOne(ReadOnlySpan<char> path, string before, string after) =>
            path.Length > before.Length + after.Length && path.StartsWith(before, anyCase) && path.EndsWith(after, anyCase)
            && !path[before.Length..^after.Length].Contains('/');
    }

    /// <summary>
    /// The value that identifies the contact of a batch: its vid or its email, according to HubSpot's documentation. When both are mapped, vid is taken (our decision).
    /// </summary>
    private static LeadValue Identifier(Payload payload) =>
        payload.TryGet(Vid, out LeadValue vid) && !vid.IsEmpty ? vid : payload.TryGet(Email, out LeadValue email) ? email : default;

    private sealed class Encoder(bool batch) : IBodyEncoder
    {
        public static Encoder Single { get; } = new(batch: false);

        public static Encoder Batch { get; } = new(batch: true);

        public string Name => ApiIntegrators.HubSpotV1;

        public string MediaType => "application/json";

        public void Encode(Payload payload, IBufferWriter<byte> output)
        {
            var json = new JsonBodyWriter(output);
            if (!batch)
            {
                json.Write("{\"properties\":["u8);
                WriteProperties(ref json, payload, leftOut: null);
                json.Write("]}"u8);
            }
            else
            {
                bool byVid = payload.TryGet(Vid, out LeadValue vid) && !vid.IsEmpty;
                json.WriteText(byVid ? "[{\"vid\":"u8 : "[{\"email\":"u8, Identifier(payload));
                json.Write(",\"properties\":["u8);
                WriteProperties(ref json, payload, leftOut: byVid ? null : Email);
                json.Write("]}]"u8);
            }

            json.Flush();
        }

        private static void WriteProperties(ref JsonBodyWriter json, Payload payload, string? leftOut)
        {
            foreach (ref readonly PayloadField field in payload.Fields)
            {
                if (field.Name is Vid || field.Name == leftOut)
                {
                    continue;
                }

                json.WriteComma();
                json.WriteKey("{\"property\":"u8, field.Key);
                json.WriteText(",\"value\":"u8, field.Value);
                json.Write("}"u8);
            }
        }
    }
}
