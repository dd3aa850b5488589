namespace ConvosoConnect.Sdk.Sending;

/// <summary>The last handler before the wire. It notes that a request came this far, and lets nothing out once the engine is disposed.</summary>
internal sealed class WireHandler(SendGate gate) : DelegatingHandler
{
    /// <summary>Under this key a request carries what is to know that it came this far.</summary>
    public static HttpRequestOptionsKey<Answer> AnswerOfSend { get; } = new("ConvosoConnect.Send");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(gate.IsShut, typeof(IConvosoConnectClient));

        // A handler that was left behind may get here long after the send has ended.
        return request.Options.TryGetValue(AnswerOfSend, out Answer? answer) && !answer.TryReachWire()
            ? throw new OperationCanceledException("The send has ended.")
            : base.SendAsync(request, cancellationToken);
    }
}
