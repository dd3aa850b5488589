using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ConvosoConnect.Sdk.Load;

/// <summary>
/// The same job as somebody writes it who counts: the lead is mapped and written as JSON into memory that serves again, with the same headers, a time-out, and the
/// response read as text. It does not parse the response and keeps no log.
/// </summary>
internal sealed class HandWrittenClient(string url) : IContender
{
    public const string Title = "Hand-written, no parsing, no log";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private static readonly (string Field, JsonEncodedText Key)[] Keys =
        [.. Leads.Adaptor.Fields.SelectMany(row => row.MappedTo.Split(',').Select(key => (row.Field, JsonEncodedText.Encode(key))))];

    private readonly HttpClient _client = BareClient.NewClient();
    private readonly ConcurrentQueue<Body> _spare = new();
    private readonly Uri _uri = new(url);

    public string Name => Title;

    public async Task<bool> SendAsync(long n)
    {
        if (!_spare.TryDequeue(out Body? body))
        {
            body = new Body();
        }

        using var limit = new CancellationTokenSource(TimeLimit);
        using var request = new HttpRequestMessage(HttpMethod.Post, _uri) { Content = new ReadOnlyMemoryContent(body.Write(Leads.Lead(n))) };
        request.Headers.TryAddWithoutValidation("Authorization", EngineClient.Authorization);
        request.Headers.TryAddWithoutValidation("User-Agent", "ConvosoConnect.Sdk/0.1.0");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        string text = await response.Content.ReadAsStringAsync(limit.Token).ConfigureAwait(false);
        _spare.Enqueue(body);
        return response.StatusCode == HttpStatusCode.OK && text.Length > 0;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        foreach (Body body in _spare)
        {
            body.Dispose();
        }

        return ValueTask.CompletedTask;
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
