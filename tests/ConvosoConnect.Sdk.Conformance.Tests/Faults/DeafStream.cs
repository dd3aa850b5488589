namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>A stream that listens to the token it was made with, but not to that of its reader.</summary>
internal sealed class DeafStream(IAsyncEnumerable<ConnectLogEntry> right, CancellationToken token) : IAsyncEnumerable<ConnectLogEntry>
{
    public IAsyncEnumerator<ConnectLogEntry> GetAsyncEnumerator(CancellationToken cancellationToken = default) => right.GetAsyncEnumerator(token);
}
