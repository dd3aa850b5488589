using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConvosoConnect.Sdk.Conformance.Examples;

/// <summary>Reads single examples: joins each with what all of the file share, and refuses what contradicts itself.</summary>
/// <param name="integrator">The name of the integrator.</param>
/// <param name="shared">The members of the file.</param>
/// <param name="problems">Takes a sentence for whatever is wrong.</param>
internal sealed class ExampleReader(string integrator, Members shared, List<string> problems)
{
    private const string WriteAdvice = "A run with CONVOSOCONNECT_WRITE_EXAMPLES=1 writes what happens beside the file.";

    private static readonly string[] Assigned = ["id", "name", "adaptorId", "apiIntegrator", "version", "fault"];
    private static readonly string[] Methods = ["POST", "GET", "PUT", "PATCH"];

    private readonly JsonObject? _endpoint = shared.Object("endpoint");
    private readonly JsonObject? _adaptor = shared.Object("adaptor");
    private readonly JsonObject? _lead = shared.Object("lead");

    public Example Read(JsonObject node, string place)
    {
        int before = problems.Count;
        var members = new Members(node, place, problems);
        members.Allow("name", "source", "endpoint", "adaptor", "lead", "request", "refused", "response", "result");
        string name = members.Text("name", required: true) ?? "";
        var example = new Example(name, node)
        {
            Endpoint = ReadEndpoint(members),
            Rows = ReadRows(members),
            Lead = ReadLead(members),
            Refused = members.Text("refused"),
            Request = members.Object("request") is { } request ? ReadRequest(new(request, members.PlaceOf("request"), problems)) : null,
            Response = members.Object("response") is { } response ? ReadResponse(new(response, members.PlaceOf("response"), problems)) : null,
            Result = members.Object("result") is { } result ? ReadResult(new(result, members.PlaceOf("result"), problems)) : null,
        };
        Check(example, members);
        return example with { IsComplete = problems.Count == before };
    }

    private static void Check(Example example, Members members)
    {
        if (members.Has("refused"))
        {
            foreach (string other in (string[])["request", "response", "result"])
            {
                if (members.Has(other))
                {
                    members.Problem(other, "Nothing is sent when the example is refused. Leave out either this or \"refused\".");
                }
            }

            return;
        }

        foreach (string part in (string[])["request", "response", "result"])
        {
            if (!members.Has(part))
            {
                members.Problem(part, $"It is missing. Give it, or \"refused\" with the sentence when nothing is sent. {WriteAdvice}");
            }
        }

        if (example.Result is { Success: true } && example.Response is { Status: < 200 or >= 300 })
        {
            members.Problem("result.success", $"A response with status {example.Response.Status} is never a success.");
        }
    }

    private ConnectEndpoint? ReadEndpoint(Members members)
    {
        JsonObject merged = ExampleJson.Merge(_endpoint, members.Object("endpoint"));
        foreach ((string name, _) in merged)
        {
            if (Assigned.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                members.Problem($"endpoint.{name}", "It cannot be given, because the run itself sets it.");
            }
        }

        return Try(members.PlaceOf("endpoint"), () => ExampleJson.ReadEndpoint(merged) with
        {
            Id = ExampleRunner.Id,
            Name = ExampleRunner.Id,
            AdaptorId = ExampleRunner.Id,
            ApiIntegrator = integrator,
        });
    }

    /// <summary>The rows in the order of the members, each a lead field or an object with the members of a row.</summary>
    private List<FieldMapping>? ReadRows(Members members)
    {
        List<FieldMapping> rows = [];
        foreach ((string mappedTo, JsonNode? value) in ExampleJson.Merge(_adaptor, members.Object("adaptor")))
        {
            string place = members.PlaceOf($"adaptor.{mappedTo}");
            FieldMapping? row = value is JsonObject given
                ? Try(place, () => ExampleJson.Read(given, new FieldMapping()))
                : Try(place, () => new FieldMapping { Field = ExampleJson.Read<string>(value)! });
            if (row is null)
            {
                return null;
            }

            rows.Add(row with { MappedTo = mappedTo });
        }

        return rows;
    }

    private LeadRecord? ReadLead(Members members)
    {
        var fields = new Dictionary<string, LeadValue>(StringComparer.Ordinal);
        foreach ((string name, JsonNode? value) in ExampleJson.Merge(_lead, members.Object("lead")))
        {
            string place = members.PlaceOf($"lead.{name}");
            if (Try(place, () => (object)ExampleJson.Read<LeadValue>(value)) is not LeadValue read)
            {
                return null;
            }

            fields.Add(name, read);
        }

        return new LeadRecord { Id = ExampleRunner.Id, Lead = fields, CallLog = fields, Extra = fields };
    }

    private static ExpectedRequest ReadRequest(Members members)
    {
        members.Allow("method", "url", "headers", "body");
        string method = members.Text("method", required: true) ?? "";
        if (method.Length > 0 && !Methods.Contains(method, StringComparer.Ordinal))
        {
            members.Problem("method", $"It must be {string.Join(", ", Methods[..^1])} or {Methods[^1]}.");
        }

        if (method == "GET" && members.Has("body"))
        {
            members.Problem("body", "A GET has none.");
        }
        else if (method is not ("GET" or "") && members.Node["body"] is null)
        {
            members.Problem("body", $"It is missing. Give what the {method} sends, or \"\" for nothing.");
        }

        Dictionary<string, string> headers = members.Texts("headers", StringComparer.OrdinalIgnoreCase);
        if (headers.ContainsKey("Content-Length"))
        {
            members.Problem("headers.Content-Length", "It follows from the body. Leave it out.");
        }

        string url = members.Text("url", required: true) ?? "";
        if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)))
        {
            members.Problem("url", "It must be absolute, with https or http.");
        }

        return new(method, url, headers, members.Node["body"] is { } body ? ExampleJson.BytesOf(body) : null);
    }

    private static CannedResponse ReadResponse(Members members)
    {
        members.Allow("status", "headers", "body");
        int status = members.Number("status", required: true) ?? 200;
        if (status is < 200 or > 599)
        {
            members.Problem("status", "It must be from 200 to 599.");
            status = 200;
        }

        Dictionary<string, string> headers = members.Texts("headers", StringComparer.OrdinalIgnoreCase);
        JsonNode? body = members.Node["body"];
        if (body is not null && body.GetValueKind() != JsonValueKind.String)
        {
            headers.TryAdd("Content-Type", "application/json");
        }

        return new(status, headers, body is null ? [] : ExampleJson.BytesOf(body));
    }

    private ExpectedResult ReadResult(Members members)
    {
        members.Allow("success", "value", "captures", "error");
        bool success = members.Word("success", required: true) ?? false;
        string? value = members.Text("value", required: success);
        Dictionary<string, string> captures = members.Texts("captures", StringComparer.Ordinal);
        if (success)
        {
            if (members.Has("error"))
            {
                members.Problem("error", "A success has none.");
            }

            return new(success, value, captures, null, null);
        }

        var error = new Members(members.Object("error", required: members.Has("success")), members.PlaceOf("error"), problems);
        if (!members.Has("error"))
        {
            return new(success, value, captures, null, null);
        }

        error.Allow("kind", "sentence");
        string? kind = error.Text("kind", required: true);
        ConnectErrorKind known = kind is null ? ConnectErrorKind.Unknown : ConnectErrorKinds.Parse(kind);
        if (kind is not null && known == ConnectErrorKind.Unknown)
        {
            error.Problem("kind", $"There is no error kind '{kind}'. There are {string.Join(", ", Enum.GetNames<ConnectErrorKind>())}.");
        }

        return new(success, value, captures, known, error.Text("sentence", required: true));
    }

    private T? Try<T>(string place, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (JsonException exception)
        {
            problems.Add($"{place}: {exception.Message}");
            return null;
        }
    }
}
