using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ConvosoConnect.Sdk.Load;

/// <summary>
/// The same job as somebody writes it who counts: the lead is mapped and written as JSON into memory that serves again, with the same headers, a time-out, and the
/// response read as text. Without a log it does not parse the response either; with one, each send waits until its entry is on the disk.
/// </summary>
internal sealed class HandWrittenClient(string url, string name = HandWrittenClient.Title, HandWrittenLog? log = null, Func<ValueTask>? cleanUp = null) : IContender
{
    public const string Title = "Hand-written, no parsing, no log";

    // As masked as the engine shows them.
    private static readonly KeyValuePair<string, string>[] Shown =
    [
        new("Authorization", "Bearer ***"), new("User-Agent", "ConvosoConnect.Sdk/0.1.0"), new("Accept-Encoding", "gzip, deflate, br"), new("Content-Type", "application/json"),
    ];

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private static readonly (string Field, JsonEncodedText Key)[] Keys =
        [.. Leads.Adaptor.Fields.SelectMany(row => row.MappedTo.Split(',').Select(key => (row.Field, JsonEncodedText.Encode(key))))];

    private readonly HttpClient _client = BareClient.NewClient();
    private readonly ConcurrentQueue<Body> _spare = new();
    private readonly Uri _uri = new(url);

    public string Name => name;

    public async Task<bool> SendAsync(long n)
    {
        if (!_spare.TryDequeue(out Body? body))
        {
            body = new Body();
        }

        LeadRecord lead = Leads.Lead(n);
        long start = Stopwatch.GetTimestamp();
        ReadOnlyMemory<byte> json = body.Write(lead);
        using var limit = new CancellationTokenSource(TimeLimit);
        using var request = new HttpRequestMessage(HttpMethod.Post, _uri) { Content = new ReadOnlyMemoryContent(json) };
        request.Headers.TryAddWithoutValidation("Authorization", EngineClient.Authorization);
        request.Headers.TryAddWithoutValidation("User-Agent", "ConvosoConnect.Sdk/0.1.0");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        string text = await response.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false);
        bool isAccepted = response.StatusCode == HttpStatusCode.OK && text.Length > 0;
        if (log is not null)
        {
            using var answer = JsonDocument.Parse(text);
            JsonElement result = answer.RootElement.GetProperty("success");
            isAccepted &= result.ValueKind == JsonValueKind.True;
            await log.AppendAsync(new HandWrittenEntry(
                DateTimeOffset.UtcNow, "crm", "Send", lead.Id, lead.Lead["phone_number"].ToString(), result.GetRawText(), url, Shown, Encoding.UTF8.GetString(json.Span), text,
                (int)response.StatusCode, Stopwatch.GetElapsedTime(start))).ConfigureAwait(false);
        }

        _spare.Enqueue(body);
        return isAccepted;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (log is not null)
        {
            await log.DisposeAsync();
        }

        if (cleanUp is not null)
        {
            await cleanUp();
        }

        foreach (Body body in _spare)
        {
            body.Dispose();
        }
    }

    private sealed class Body : IDisposable
    {
        private readonly ArrayBufferWriter<byte> _buffer = new(1024);
        private readonly Utf8JsonWriter _writer;

        public Body() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

        public ReadOnlyMemory<byte> Write(LeadRecord lead)
        {
            _buffer.ResetWrittenCount();
            _writer.Reset(_buffer);
            _writer.WriteStartObject();
            foreach ((string field, JsonEncodedText key) in Keys)
            {
                _writer.WriteString(key, lead.Lead.TryGetValue(field, out LeadValue value) ? value.ToString() : "");
            }

            _writer.WriteEndObject();
            _writer.Flush();
            return _buffer.WrittenMemory;
        }

        public void Dispose() => _writer.Dispose();
    }
}
