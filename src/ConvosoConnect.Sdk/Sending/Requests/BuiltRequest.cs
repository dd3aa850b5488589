using System.Runtime.ExceptionServices;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Sending.Plans;

namespace ConvosoConnect.Sdk.Sending.Requests;

/// <summary>A request ready to go, the error that keeps it from going, or what was thrown while it was built. Owns its body's buffer; all copies are the same request.</summary>
internal readonly struct BuiltRequest : IDisposable
{
    private readonly HttpRequestMessage? _message;
    private readonly Uri? _uri;

    // Kept apart, because a handler of the app may replace the content of the message.
    private readonly PooledBody? _body;

    // A ConnectError, or the ExceptionDispatchInfo of what was thrown; null where the request is ready.
    private readonly object? _obstacle;

    public BuiltRequest(EndpointPlan plan, ConnectError error) => (Plan, _obstacle) = (plan, error);

    public BuiltRequest(EndpointPlan plan, Exception failure) => (Plan, _obstacle) = (plan, ExceptionDispatchInfo.Capture(failure));

    public BuiltRequest(EndpointPlan plan, HttpRequestMessage message, string logUrl, IReadOnlyList<string> warnings) =>
        (Plan, _message, _uri, _body, LogUrl, Warnings) = (plan, message, message.RequestUri, message.Content as PooledBody, logUrl, warnings);

    /// <summary>The plan it was made by, which knows the credentials that a template brought.</summary>
    public EndpointPlan Plan { get; }

    public ConnectError? Error => _obstacle as ConnectError;

    /// <summary>Rethrows the exception of the template or encoder; does nothing when there is none.</summary>
    public void ThrowIfFailed() => (_obstacle as ExceptionDispatchInfo)?.Throw();

    public HttpRequestMessage Message => _message ?? throw new InvalidOperationException("There is no message when there is an error.");

    /// <summary>The complete URL as it was made: a handler of the app may put another one, or none, on the message.</summary>
    public Uri Uri => _uri ?? throw new InvalidOperationException("There is no URL when there is an error.");

    /// <summary>The complete URL for logs and previews, credentials masked.</summary>
    public string LogUrl { get; } = "";

    public IReadOnlyList<string> Warnings { get; } = [];

    /// <summary>Whether anybody has begun to take the body, on its way to the wire or elsewhere.</summary>
    public bool IsRead => _body is { HasBegun: true };

    /// <summary>The request as it stands on the message, which handlers of the app may have added to.</summary>
    /// <param name="headers">Its headers; null to list them, with those that credentials would set.</param>
    public ConnectInputData Describe(HeaderList? headers = null) => new(_body?.Copy())
    {
        Method = Message.Method.Method,
        Url = LogUrl,
        Headers = headers ?? Plan.Credential?.ShowIn(Plan.SentHeaders.Of(Message, Uri)) ?? Plan.SentHeaders.Of(Message, Uri),
    };

    /// <summary>Its headers as they stand on the message.</summary>
    /// <param name="isShared">Whether a handler that was left behind may change the message meanwhile.</param>
    public HeaderList ListHeaders(bool isShared) => isShared ? ListSharedHeaders() : Plan.SentHeaders.Of(Message, Uri);

    public void Dispose()
    {
        bool isReplaced = !ReferenceEquals(_message?.Content, _body);
        _message?.Dispose();
        if (isReplaced)
        {
            _body?.Dispose();
        }
    }

    private HeaderList ListSharedHeaders()
    {
        try
        {
            return Plan.SentHeaders.Of(Message, Uri);
        }
#pragma warning disable CA1031 // The framework's lists may throw anything when they are changed while they are read; the entry is worth more than their order.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new HeaderList(new SharedHeaders([]), null);
        }
    }
}
