using System.Text;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>A request ready to go, or the error that keeps it from going. Owns its body's buffer.</summary>
internal sealed class BuiltRequest : IDisposable
{
    private readonly HttpRequestMessage? _message;
    private readonly Uri? _uri;

    // Kept beside the message, where a handler of the app may put other content in its place.
    private readonly PooledBody? _body;

    public BuiltRequest(EndpointPlan plan, ConnectError error) => (Plan, Error) = (plan, error);

    public BuiltRequest(EndpointPlan plan, HttpRequestMessage message, string logUrl) =>
        (Plan, _message, _uri, _body, LogUrl) = (plan, message, message.RequestUri, message.Content as PooledBody, logUrl);

    /// <summary>The plan it was made by, which knows the credentials that a template brought.</summary>
    public EndpointPlan Plan { get; }

    public ConnectError? Error { get; }

    public HttpRequestMessage Message => _message ?? throw new InvalidOperationException("There is no message when there is an error.");

    /// <summary>The complete URL as it was made: a handler of the app may put another one, or none, on the message.</summary>
    public Uri Uri => _uri ?? throw new InvalidOperationException("There is no URL when there is an error.");

    /// <summary>The complete URL for logs and previews, credentials masked.</summary>
    public string LogUrl { get; } = "";

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The request as it stands on the message, which handlers of the app may have added to.</summary>
    public ConnectInputData Describe()
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (!Message.Headers.NonValidated.Contains("Host"))
        {
            string host = TransportFailure.Host(Uri);
            Add("Host", Uri.IsDefaultPort ? host : $"{host}:{Uri.Port}");
        }

        foreach (var header in Message.Headers.NonValidated)
        {
            Add(header.Key, header.Value.ToString());
        }

        if (Message.Content is { } content)
        {
            _ = content.Headers.ContentLength;
            foreach (var header in content.Headers.NonValidated)
            {
                Add(header.Key, header.Value.ToString());
            }
        }

        return new ConnectInputData
        {
            Method = Message.Method.Method,
            Url = LogUrl,
            Headers = headers,
            Body = _body is null ? null : Encoding.UTF8.GetString(_body.Written.Span),
        };

        void Add(string name, string value) => headers.Add(new(name, value));
    }

    public void Dispose()
    {
        _message?.Dispose();
        _body?.Dispose();
    }
}
