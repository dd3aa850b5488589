using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.HubSpot;

/// <summary>
/// HubSpot's CRM objects API, under <c>/crm/v3/objects/…</c> and the dated paths alike. According to HubSpot's OpenAPI documents, <c>…/batch/upsert</c> and <c>…/batch/update</c>
/// identify each record by <c>id</c>, which is the value of the property that <c>idProperty</c> names; and a record that is created, alone or by <c>…/batch/create</c>, must have a
/// list of <c>associations</c>, which may be empty. These are our decisions: the keys <c>idProperty</c> and <c>id</c>, when mapped, identify the record; without them an upsert
/// goes by <c>email</c>; and a property that serves as the id is not repeated among the properties. A single record is updated by PATCH, and its URL names it:
/// <c>…/contacts/{id}</c>, or <c>…/contacts/{email}?idProperty=email</c>. The body then has the properties only; neither <c>id</c> nor <c>idProperty</c> is one (our decision).
/// </summary>
internal sealed class HubSpotV3Template : IIntegratorTemplate
{
    private const string Id = "id";
    private const string IdProperty = "idProperty";
    private const string Email = "email";
    private const string Advice = "Check the names under Mapped To and the values.";

    public string Name => ApiIntegrators.HubSpotV3;

    public IntegratorContract Contract => HubSpotContract.Value;

    public void Shape(IntegratorRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Endpoint.RequestMethod == RequestMethod.Get)
        {
            return;
        }

        Encoder? encoder = HubSpotV3Path.Find(request.Path) switch
        {
            HubSpotV3Write.Create => Encoder.Create,
            HubSpotV3Write.Update => Encoder.Update,
            HubSpotV3Write.BatchCreate => Encoder.BatchCreate,
            HubSpotV3Write.BatchUpdate => Encoder.BatchUpdate,
            HubSpotV3Write.BatchUpsert => Encoder.BatchUpsert,
            _ => null,
        };
        if (encoder is null)
        {
            request.Refuse(
                $"HubSpot writes no lead at {Quote.From(request.Path.ToString())}, which the API URL calls: post to …/contacts to create a contact, to "
                + "…/contacts/{id} to update one, or to …/contacts/batch/upsert to create or update one.");
            return;
        }

        if (encoder.Identifies && encoder.Identify(request.Payload).Id.IsEmpty)
        {
            request.Refuse(encoder.MissingId(request.Payload));
        }

        if (ReferenceEquals(encoder, Encoder.Update))
        {
            request.Method = HttpMethod.Patch;
        }

        request.BodyEncoder = encoder;
    }

    public IntegratorReading? Read(IntegratorResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (!response.IsSuccessStatusCode)
        {
            return HubSpotErrors.ReadStatus(response) ?? ReadRefusal(response);
        }

        if (ReadBatchErrors(response) is { } refused)
        {
            return refused;
        }

        bool batch = response.Path.Contains("/batch/", StringComparison.OrdinalIgnoreCase);
        if (batch && response.Find("results") is "" or "[]")
        {
            return IntegratorReading.Rejected(
                null,
                $"HubSpot answered the batch{HubSpotErrors.InBrackets(response.Find("status"))} with neither a record nor an error, so nothing shows that the lead was "
                + "written: look for it in HubSpot before it is sent again.");
        }

        return response.Endpoint.ResponseKey.Length > 0 ? null
            : response.StatusCode == 204 ? IntegratorReading.Accepted("")
            : IntegratorReading.ByKey(batch ? "results.0.id" : Id);
    }

    /// <summary>Reads the errors of a batch. According to HubSpot's documentation a response with status 200 or 207 may still list some.</summary>
    private static IntegratorReading? ReadBatchErrors(IntegratorResponse response)
    {
        if (HubSpotErrors.Entries(response, "errors") is { } entries)
        {
            return IntegratorReading.Rejected(response.Find("errors.0.message") ?? entries, $"HubSpot refused the record: {entries}. {Advice}");
        }

        return response.Find("numErrors") is { } count && count != "0"
            ? IntegratorReading.Rejected(null, $"HubSpot says that it refused records ({Quote.From(count)} errors) without saying why. {Advice}")
            : null;
    }

    private static IntegratorReading? ReadRefusal(IntegratorResponse response)
    {
        string? category = response.Find("category");
        string? message = response.Find("message");
        if (response.StatusCode == 409)
        {
            string? id = ExistingId(message);
            return IntegratorReading.Rejected(
                null,
                id is null
                    ? $"HubSpot reports a conflict with an existing record{HubSpotErrors.InBrackets(category)}: {Quote.From(message ?? "no message")}. "
                        + "To create or update in one call, post to …/batch/upsert."
                    : $"HubSpot already has this record, its ID is {id}{HubSpotErrors.InBrackets(category)}. "
                        + "To create or update in one call, post to …/batch/upsert.");
        }

        string? entries = HubSpotErrors.Entries(response, "errors") ?? (category is null || message is null ? null : Quote.From(message));
        return entries is null
            ? null
            : IntegratorReading.Rejected(
                null,
                $"HubSpot refused the lead ({response.StatusCode}){HubSpotErrors.InBrackets(category)}: {entries}. {Advice}"
                + (response.Find("correlationId") is { } trace ? $" HubSpot's support can look it up by correlation ID {Quote.From(trace)}." : ""));
    }

    /// <summary>The ID of the record that already exists. HubSpot gives it only in its message: <c>Contact already exists. Existing ID: 123</c>.</summary>
    private static string? ExistingId(string? message)
    {
        const string Before = "Existing ID:";
        int at = message?.IndexOf(Before, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = message.AsSpan(at + Before.Length).TrimStart();
        int end = rest.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> digits = end < 0 ? rest : rest[..end];
        return digits.Length is > 0 and <= 30 ? digits.ToString() : null;
    }

    private sealed class Encoder(HubSpotV3Write write, string? defaultIdProperty = null) : IBodyEncoder
    {
        private readonly bool _inputs = write is HubSpotV3Write.BatchCreate or HubSpotV3Write.BatchUpdate or HubSpotV3Write.BatchUpsert;
        private readonly bool _creates = write is HubSpotV3Write.Create or HubSpotV3Write.BatchCreate;

        public static Encoder Create { get; } = new(HubSpotV3Write.Create);

        public static Encoder Update { get; } = new(HubSpotV3Write.Update);

        public static Encoder BatchCreate { get; } = new(HubSpotV3Write.BatchCreate);

        public static Encoder BatchUpdate { get; } = new(HubSpotV3Write.BatchUpdate);

        public static Encoder BatchUpsert { get; } = new(HubSpotV3Write.BatchUpsert, Email);

        /// <summary>Whether the body names the record.</summary>
        public bool Identifies { get; } = write is HubSpotV3Write.BatchUpdate or HubSpotV3Write.BatchUpsert;

        public string Name => ApiIntegrators.HubSpotV3;

        public string MediaType => "application/json";

        /// <summary>Identifies the record: the property, its value, and whether the value comes from a key with the property's name instead of <c>id</c>.</summary>
        public (string? Property, LeadValue Id, bool OwnValue) Identify(Payload payload)
        {
            string? property = payload.TryGet(IdProperty, out LeadValue named) && !named.IsEmpty ? named.ToString() : defaultIdProperty;
            if (payload.TryGet(Id, out LeadValue id) && !id.IsEmpty)
            {
                return (property, id, false);
            }

            return property is not null && payload.TryGet(property, out LeadValue own) ? (property, own, true) : (property, default, false);
        }

        public string MissingId(Payload payload) => Identify(payload).Property is { } property
            ? $"HubSpot needs the record's {Quote.From(property)} to know which one to write, and this lead has none: map a field to {Quote.From(property)}, "
                + "or map 'idProperty' and 'id' to go by another unique property."
            : "HubSpot needs the record's ID for a batch update, and this lead has none: map a field to 'id', or map 'idProperty' to the name of a unique "
                + "property that is mapped too.";

        public void Encode(Payload payload, IBufferWriter<byte> output)
        {
            var json = new JsonBodyWriter(output);
            string? leftOut = null;
            json.Write(_inputs ? "{\"inputs\":[{"u8 : "{"u8);
            if (Identifies)
            {
                (string? property, LeadValue id, bool ownValue) = Identify(payload);
                leftOut = ownValue ? property : null;
                if (property is not null)
                {
                    json.WriteText("\"idProperty\":"u8, property);
                    json.WriteComma();
                }

                json.WriteText("\"id\":"u8, in id);
                json.WriteComma();
            }

            json.Write("\"properties\":{"u8);
            WriteProperties(ref json, payload, leftOut);
            json.Write(Identifies ? "}}]}"u8 : !_creates ? "}}"u8 : _inputs ? "},\"associations\":[]}]}"u8 : "},\"associations\":[]}"u8);
            json.Flush();
        }

        private void WriteProperties(ref JsonBodyWriter json, Payload payload, string? leftOut)
        {
            foreach (ref readonly PayloadField field in payload.Fields)
            {
                bool isProperty = _creates || (field.Name is not (Id or IdProperty) && field.Name != leftOut);
                if (isProperty)
                {
                    json.WriteMember(in field, asText: true);
                }
            }
        }
    }
}
