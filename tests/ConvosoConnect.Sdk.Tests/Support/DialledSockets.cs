using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Sees to which addresses this process dials, by the framework's own events.</summary>
internal sealed class DialledSockets : EventListener
{
    private readonly ConcurrentQueue<string> _seen = new();

    /// <summary>The IPv4 addresses dialled at a port, in order.</summary>
    public IEnumerable<string> To(int port) => _seen.Where(s => s.EndsWith($":{port}", StringComparison.Ordinal)).Select(s => s[..s.LastIndexOf(':')]);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Net.Sockets")
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // The text is that of a socket address: family, size and bytes.
        if (eventData.EventName == "ConnectStart" && eventData.Payload is [string address])
        {
            string[] bytes = address[(address.IndexOf('{', StringComparison.Ordinal) + 1)..].TrimEnd('}').Split(',');
            if (bytes.Length >= 6)
            {
                int port = (byte.Parse(bytes[0], null) << 8) + byte.Parse(bytes[1], null);
                _seen?.Enqueue($"{string.Join('.', bytes[2..6])}:{port}");
            }
        }
    }
}
