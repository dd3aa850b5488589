using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace QuickStart.Crm;

/// <summary>A request as it came over the wire, and the fields in it.</summary>
internal sealed class CrmRequest
{
    private CrmRequest(HttpContext context, byte[] body)
    {
        Method = context.Request.Method;
        Path = context.Request.Path;
        Target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        Authorization = context.Request.Headers.Authorization.ToString();
        Body = Encoding.UTF8.GetString(body);
        Fields = ReadFields(context.Request.ContentType ?? "").ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string Method { get; }

    public string Path { get; }

    /// <summary>Path and query, not decoded.</summary>
    public string Target { get; }

    public string Authorization { get; }

    public string Body { get; }

    public IReadOnlyDictionary<string, string> Fields { get; }

    public string LeadId => Fields.GetValueOrDefault("lead_id") ?? Fields.GetValueOrDefault("convoso_lead_id") ?? "";

    public static async Task<CrmRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new CrmRequest(context, body.ToArray());
    }

    private IEnumerable<KeyValuePair<string, string>> ReadFields(string contentType)
    {
        if (contentType != "application/json")
        {
            string form = Method == HttpMethods.Get ? new Uri("http://crm" + Target).Query : Body;
            return QueryHelpers.ParseQuery(form).Select(f => KeyValuePair.Create(f.Key, f.Value.ToString()));
        }

        using JsonDocument json = JsonDocument.Parse(Body);
        JsonElement fields = json.RootElement.TryGetProperty("properties", out JsonElement properties) ? properties : json.RootElement;
        return [.. fields.EnumerateObject().Select(f => KeyValuePair.Create(f.Name, f.Value.ToString()))];
    }
}
