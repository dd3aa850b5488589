#:project ../../src/ConvosoConnect.Sdk
#:property PublishAot=false

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk;
using Microsoft.Extensions.DependencyInjection;

// Sends leads by HubSpot v3 to every path of one published document that takes a body, at a Prism that plays HubSpot: HubSpotPrism.cs <document> <URL of Prism>.
// tests/hubspot-prism.sh starts the Prism. The exit code is 1 when Prism names a violation, a response is misread, or a path that writes no lead is not refused.

if (args.Length != 2)
{
    Console.Error.WriteLine("Give the document and the URL of the Prism that serves it.");
    return 2;
}

const string Token = "Bearer pat-na1-example";
const string RefusedRecord = "HubSpot refused the record: ";
const string NoWrite = "HubSpot writes no lead at";
string[] writes = ["/batch/create", "/batch/update", "/batch/upsert"];
int failures = 0;
int sends = 0;
int setups = 0;

using JsonDocument document = JsonDocument.Parse(File.ReadAllText(args[0]));
string prism = args[1].TrimEnd('/');
await using ConvosoConnectEngine engine = ConvosoConnectEngine.Create(builder => builder.Services.AddConvosoConnect(options =>
{
    options.AllowHttp = true;
    options.AllowedNetworks = ["127.0.0.0/8"];
}));

foreach (JsonProperty path in document.RootElement.GetProperty("paths").EnumerateObject())
{
    foreach (JsonProperty operation in path.Value.EnumerateObject().Where(operation => operation.Name is "post" or "put" or "patch"))
    {
        await DriveAsync(path.Name, operation.Name.ToUpperInvariant());
    }
}

if (sends == 0)
{
    Console.WriteLine("FAILED: the document has no path that a lead is written to.");
    return 1;
}

return failures == 0 ? 0 : 1;

async Task DriveAsync(string path, string method)
{
    string[] segments = path.Replace("{objectType}", "contacts", StringComparison.Ordinal).Split('/');
    bool single = method == "PATCH";
    for (int i = 0; i < segments.Length; i++)
    {
        segments[i] = !segments[i].StartsWith('{') ? segments[i] : single && i == segments.Length - 1 ? "{id}" : "1";
    }

    string url = string.Join('/', segments);
    bool create = method == "POST" && segments is [.., "objects", _] or [.., "objects", _, "contacts"];
    if (single)
    {
        await SendAsync(url, method, ("id", "512"));
        await SendAsync(url.Replace("{id}", "{email}", StringComparison.Ordinal) + "?idProperty=email", method);
    }
    else if (create || path.EndsWith(writes[0], StringComparison.Ordinal))
    {
        await SendAsync(url, method);
        await ProveAsync(url);
    }
    else if (path.EndsWith(writes[1], StringComparison.Ordinal))
    {
        await SendAsync(url, method, ("id", "512"));
        await SendAsync(url, method, ("idProperty", "email"));
    }
    else if (path.EndsWith(writes[2], StringComparison.Ordinal))
    {
        await SendAsync(url, method);
        await SendAsync(url, method, ("idProperty", "ext"), ("id", "4711"));
    }
    else
    {
        await RefuseAsync(url, method);
    }
}

// A lead with a list, a number, a boolean, an empty field and text beyond ASCII, and what identifies the record.
async Task<ConnectResult> PostAsync(string url, params IReadOnlyList<(string Key, string Value)> further)
{
    string[] keys = ["email", "firstname", "lastname", "tags", "age", "opt_in", "city", .. further.Select(field => field.Key)];
    string id = $"send-{++setups}";
    await engine.Adaptors.SaveAsync(new Adaptor { Id = id, Name = id, Fields = [.. keys.Select(key => new FieldMapping { Field = key, MappedTo = key })] });
    await engine.Endpoints.SaveAsync(new ConnectEndpoint
    {
        Id = id,
        Name = id,
        ApiUrl = prism + url,
        AuthorizationHeader = $"Authorization: {Token}",
        PostDataType = PostDataTypes.Json,
        ApiIntegrator = ApiIntegrators.HubSpotV3,
        Captures = new Dictionary<string, string> { ["violations"] = "header:sl-violations" },
        AdaptorId = id,
    });
    var lead = new Dictionary<string, LeadValue>
    {
        ["email"] = "ada@example.org",
        ["firstname"] = "Zoë \"Ada\"",
        ["lastname"] = "Lovelace",
        ["tags"] = new[] { "a", "b" },
        ["age"] = 36,
        ["opt_in"] = true,
        ["city"] = "",
    };
    foreach ((string key, string value) in further)
    {
        lead[key] = value;
    }

    return await engine.Client.SendAsync(id, new LeadRecord { Id = "1", Lead = lead });
}

async Task SendAsync(string url, string method, params IReadOnlyList<(string Key, string Value)> further)
{
    ConnectResult result = await PostAsync(url, further);
    ConnectLogEntry? entry = result.LogId is { } id ? await engine.Log.GetAsync(id) : null;
    string sent = entry?.InputData?.Method ?? "nothing";
    string? violations = result.Captures.GetValueOrDefault("violations");
    bool listsErrors = result.StatusCode is >= 200 and < 300 && ListsErrors(entry?.ResponseBody);
    bool read = listsErrors
        ? result.Error is { Kind: ConnectErrorKind.Rejected } error && error.Message.StartsWith(RefusedRecord, StringComparison.Ordinal)
        : result is { Succeeded: true, Value.Length: > 0 };
    string outcome = listsErrors && read ? "a refusal, because Prism's invented response lists errors" : result.Succeeded ? $"'{result.Value}'" : $"{result.Error}";
    sends++;
    Tell(violations is null && read && sent == method, sent, url, $"{result.StatusCode}, violations: {violations ?? "none"}, result: {outcome}", entry?.InputData?.Body);
}

// Some documents allow a list of errors also in the response of a batch that was written, and Prism then fills it.
static bool ListsErrors(string? body)
{
    using JsonDocument response = JsonDocument.Parse(body ?? "null");
    return response.RootElement.ValueKind == JsonValueKind.Object && response.RootElement.TryGetProperty("errors", out JsonElement errors)
        && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0;
}

async Task RefuseAsync(string url, string method)
{
    ConnectResult result = await PostAsync(url);
    bool refused = result.Error?.Message.StartsWith(NoWrite, StringComparison.Ordinal) == true;
    Tell(refused, method, url, refused ? "writes no lead: refused before it is sent" : $"was to be refused: {result}");
}

// A body that breaks the document must be a violation: otherwise Prism would not be looking.
async Task ProveAsync(string url)
{
    using var http = new HttpClient();
    using var body = new StringContent("""{"inputs":7,"properties":{"age":36}}""", Encoding.UTF8, "application/json");
    using var request = new HttpRequestMessage(HttpMethod.Post, prism + url) { Content = body };
    request.Headers.Authorization = AuthenticationHeaderValue.Parse(Token);
    using HttpResponseMessage response = await http.SendAsync(request);
    bool seen = response.Headers.TryGetValues("sl-violations", out IEnumerable<string>? violations) && string.Concat(violations).Contains("\"request\"", StringComparison.Ordinal);
    Tell(seen, "POST", url, seen ? "a wrong body, on purpose: Prism names its violations" : $"{(int)response.StatusCode}, a wrong body, on purpose: Prism names no violation");
}

void Tell(bool good, string method, string url, string outcome, string? body = null)
{
    failures += good ? 0 : 1;
    Console.WriteLine($"{(good ? "ok    " : "FAILED")} {method,-5} {url}: {outcome}");
    if (!good && body is not null)
    {
        Console.WriteLine($"       sent: {body}");
    }
}
