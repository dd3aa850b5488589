using System.Text.Json;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Sending.Responses;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Receiving;

/// <summary>
/// Gets leads from Convoso's leads/search API. Convoso's documentation describes a form POST with <c>auth_token</c>, <c>lead_id</c> and <c>limit</c>. Existing clients read the
/// entries from <c>data.entries</c>, from <c>data</c> itself, or from <c>results</c>; this class accepts all three, and ids as texts or numbers.
/// </summary>
internal sealed class ConvosoLeadSource(IHttpClientFactory clients, string authToken, Uri apiUrl, SendSettingsHolder settings, TimeProvider time) : ILeadSource
{
    public static readonly Uri DocumentedUrl = new("https://api.convoso.com/v1/leads/search");

    // Convoso documents no order of the entries, so a page of them is read and its newest entry taken (our decision).
    private const int Page = 50;

    private static readonly string[] Ages = ["modified_at", "created_at"];

    public async ValueTask<LeadRecord?> GetAsync(string leadId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(leadId);
        List<LeadRecord> found = await SearchAsync([new("lead_id", leadId), new("limit", "1")], cancellationToken).ConfigureAwait(false);
        return found.Find(l => l.Id == leadId);
    }

    public async ValueTask<LeadRecord?> GetRecentAsync(CancellationToken cancellationToken = default)
    {
        List<LeadRecord> found = await SearchAsync([new("offset", "0"), new("limit", $"{Page}")], cancellationToken).ConfigureAwait(false);
        return found.MaxBy(LastChange, StringComparer.Ordinal);

        static string LastChange(LeadRecord lead) =>
            Ages.Select(name => lead.Lead.GetValueOrDefault(name).ToString()).FirstOrDefault(text => text.Length > 0, "");
    }

    private async Task<List<LeadRecord>> SearchAsync(List<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        SendSettings now = settings.Current;
        if (apiUrl.Scheme == Uri.UriSchemeHttp && !now.Options.AllowHttp)
        {
            throw new InvalidOperationException("The address of Convoso's leads search begins with http, which sends the token in the clear. Use https, or set AllowHttp.");
        }

        using var limit = new CancellationTokenSource(now.Options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using HttpClient client = clients.CreateClient(HttpTransport.ClientName);
        using var request = new HttpRequestMessage(HttpMethod.Post, apiUrl)
        {
            Content = new FormUrlEncodedContent([new("auth_token", authToken), .. form]),
        };
        using var response = new ReceivedResponse(BufferPool.Shared.Bytes);

        // With a response of its own, this request is not counted for a send that is under way.
        request.Options.Set(WireHandler.ResponseOfSend, response);
        using HttpResponseMessage message = await SendAsync(client, request, either.Token).ConfigureAwait(false);
        if (!message.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"Convoso's leads search answered {(int)message.StatusCode}. Check the token and the address.");
        }

        Stream stream = await message.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            await response.ReadAsync(stream, now.Options.MaxResponseBytes, either.Token).ConfigureAwait(false);
        }

        return Read(response);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (DestinationBlockedException.FindIn(exception) is { } blocked)
        {
            throw new InvalidOperationException($"Convoso's leads search was not asked. {blocked.Message}", exception);
        }
    }

    private static List<LeadRecord> Read(ReceivedResponse response)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Utf8Mark.Skip(response.Body));
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("success", out JsonElement success) && success.ValueKind == JsonValueKind.False)
            {
                throw new InvalidOperationException("Convoso's leads search answered success: false. Check the token and the lead id.");
            }

            return [.. Entries(root).Where(e => e.ValueKind == JsonValueKind.Object).Select(ToLead)];
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException("Convoso's leads search answered something that is not JSON, or more than MaxResponseBytes. Check the address.", exception);
        }
    }

    private static JsonElement.ArrayEnumerator Entries(JsonElement root)
    {
        JsonElement found = root;
        foreach (string name in (string[])["data", "entries", "results"])
        {
            if (found.ValueKind == JsonValueKind.Object && found.TryGetProperty(name, out JsonElement inner)
                && inner.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                found = inner;
            }
        }

        return found.ValueKind == JsonValueKind.Array ? found.EnumerateArray() : default;
    }

    private static LeadRecord ToLead(JsonElement entry)
    {
        var fields = new Dictionary<string, LeadValue>(StringComparer.Ordinal);
        foreach (JsonProperty member in entry.EnumerateObject())
        {
            fields[member.Name] = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString(),
                JsonValueKind.Number when member.Value.TryGetInt64(out long whole) => whole,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Null => default(LeadValue),
                _ => member.Value.GetRawText(),
            };
        }

        string id = fields.GetValueOrDefault("id").ToString();
        return new LeadRecord { Id = id.Length > 0 ? id : fields.GetValueOrDefault("lead_id").ToString(), Lead = fields };
    }
}
