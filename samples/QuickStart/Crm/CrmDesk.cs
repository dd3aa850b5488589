using System.Collections.Concurrent;
using System.Text.Json;

namespace QuickStart.Crm;

/// <summary>Answers each request as a real receiver of its kind does.</summary>
internal sealed class CrmDesk
{
    private const string LoginPage = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form method=\"post\"></form></body></html>";

    /// <summary>Email addresses of the contacts there are; one was there before.</summary>
    private readonly ConcurrentDictionary<string, string> _contacts = new(StringComparer.OrdinalIgnoreCase) { [KnownEmail] = "77" };

    /// <summary>A contact that the receiver has from the start, so that creating it again is refused.</summary>
    public const string KnownEmail = "mj.nunez@example.net";

    public CrmResponse Answer(CrmRequest request, string? key)
    {
        if (key is null)
        {
            return new(404, "text/plain", "There is nothing here.");
        }

        bool known = request.Target.Contains(key, StringComparison.Ordinal) || request.Authorization.EndsWith(' ' + key, StringComparison.Ordinal);
        return !known
            ? CrmResponse.Json(401, """{"status":"error","message":"Who are you?"}""")
            : (request.Method, request.Path) switch
            {
                ("POST", "/leads/form") => new(200, "text/plain", $"accepted,F-{request.LeadId},queue 3"),
                ("POST", "/leads/api") => CrmResponse.Json(200, $$$"""{"success":true,"lead":{"id":"A-{{{request.LeadId}}}"}}"""),
                ("POST", "/crm/v3/objects/contacts") => Contact(request),
                ("GET", "/lookup") => new(
                    200, "application/xml", "<response><status>success</status><transfer_number>8884565454</transfer_number></response>"),
                ("POST", "/portal") => new(200, "text/html; charset=utf-8", LoginPage),
                _ => CrmResponse.Json(405, """{"status":"error","message":"Not like this."}"""),
            };
    }

    private CrmResponse Contact(CrmRequest request)
    {
        string id = $"90{request.LeadId}";
        string email = JsonSerializer.Serialize(request.Fields.GetValueOrDefault("email"));
        return request.Fields.TryGetValue("email", out string? address) && _contacts.GetOrAdd(address, id) is { } existing && existing != id
            ? CrmResponse.Json(409, $$"""{"status":"error","category":"CONFLICT","message":"Contact already exists. Existing ID: {{existing}}"}""")
            : CrmResponse.Json(201, $$$"""{"id":"{{{id}}}","properties":{"email":{{{email}}}}}""");
    }
}
