namespace ConvosoConnect.Sdk.Sending;

/// <summary>The last handler before the wire. It notes that a request came this far, and lets nothing out once the engine is disposed.</summary>
internal sealed class WireHandler(SendGate gate) : DelegatingHandler
{
    /// <summary>Under this key a request carries what is to know that it came this far.</summary>
    public static HttpRequestOptionsKey<Answer> AnswerOfSend { get; } = new("ConvosoConnect.Send");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(gate.IsShut, typeof(IConvosoConnectClient));

        if (request.Options.TryGetValue(AnswerOfSend, out Answer? answer))
        {
            if (!answer.TryReachWire())
            {
                // A handler that was left behind may get here long after the send has ended.
                throw new OperationCanceledException("The send has ended.");
            }

            answer.ConnectTimeout = (InnerHandler as SocketsHttpHandler)?.ConnectTimeout;
        }

        return base.SendAsync(request, cancellationToken);
    }
}
