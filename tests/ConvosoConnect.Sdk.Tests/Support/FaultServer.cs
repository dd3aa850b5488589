using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>A raw TCP server on 127.0.0.1 that does to each connection what the test's script says, and then closes it.</summary>
internal sealed class FaultServer : IAsyncDisposable
{
    /// <summary>The start of a response whose body follows until the connection closes.</summary>
    public const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly TaskCompletionSource _firstEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<FaultConnection, Task> _script;
    private readonly Task _accepting;
    private long _written;
    private int _count;

    private FaultServer(Func<FaultConnection, Task> script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    public string HttpsUrl => $"https://127.0.0.1:{Port}";

    /// <summary>How many connections were accepted.</summary>
    public int Connections => Volatile.Read(ref _count);

    /// <summary>How many bytes the system took from the scripts.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Ends when the script of the first connection has ended, which it does at the latest when the client closes.</summary>
    public Task FirstEnded => _firstEnded.Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>Ends when the scripts of all connections so far have ended. A script that drains ends when the client closes, and only then.</summary>
    public Task AllEnded => Task.WhenAll(_connections).WaitAsync(TimeSpan.FromSeconds(20));

    public static FaultServer Start(Func<FaultConnection, Task> script) => new(script);

    /// <summary>Reads the request, writes this and closes.</summary>
    public static FaultServer Answer(string text) => Start(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.WriteAsync(text);
    });

    /// <summary>Answers every request with 200 and these bytes under these headers, then closes.</summary>
    public static FaultServer Answer(string headers, byte[] body) => Start(async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.WriteAsync($"HTTP/1.1 200 OK\r\n{headers}\r\n");
        await connection.WriteAsync(body);
    });

    /// <summary>A port of 127.0.0.1 on which nobody listens.</summary>
    public static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();

        // A script that failed by its own fault fails the test here.
        await Task.WhenAll(_connections).WaitAsync(TimeSpan.FromSeconds(10));
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _connections.Add(ServeAsync(client, Interlocked.Increment(ref _count) - 1));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            Assert.True(_stop.IsCancellationRequested, $"The fault server stopped accepting: {exception}");
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using (client)
        {
            try
            {
                await _script(new FaultConnection(client, number, bytes => Interlocked.Add(ref _written, bytes), _stop.Token));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException)
            {
                // One of the two closed, or the test is over: either ends the script.
            }
            finally
            {
                _firstEnded.TrySetResult();
            }
        }
    }
}
