using System.Net;
using System.Net.Sockets;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>A port that accepts nothing and whose queue is full, so that a connection to it is neither made nor refused.</summary>
internal sealed class FullListener : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    public FullListener()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Fills the queue; false where the system takes ever more connections or refuses them.</summary>
    public async Task<bool> IsFullAsync()
    {
        for (int i = 0; i < 8; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _waiting.Add(socket);
            using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
            }
            catch (OperationCanceledException)
            {
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _waiting.ForEach(socket => socket.Dispose());
    }
}
