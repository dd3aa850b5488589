using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>A connection that checks its address again when the options have changed. So a pooled connection carries no further request once its address is forbidden.</summary>
internal sealed class GuardedStream(Socket socket, string host, DestinationGuard guard, Func<DestinationGuard> guardInForce) : NetworkStream(socket, ownsSocket: true)
{
    private readonly IPAddress _address = ((IPEndPoint)socket.RemoteEndPoint!).Address;
    private DestinationGuard _judged = guard;
    private long _lastWrite;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        DestinationGuard now = guardInForce();
        if (!ReferenceEquals(now, _judged))
        {
            Dialer.ThrowIfForbidden(now, host, _lastWrite, _address);
            _judged = now;
        }

        _lastWrite = Stopwatch.GetTimestamp();
        return base.WriteAsync(buffer, cancellationToken);
    }
}
