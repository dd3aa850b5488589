using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>A bare socket on 127.0.0.1 that keeps each request to the last byte, answers 200 and closes.</summary>
internal sealed class WireTap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public WireTap()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public List<string> Requests { get; } = [];

    public string Url => $"http://{_listener.LocalEndpoint}";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                NetworkStream stream = client.GetStream();
                Requests.Add(await ReadAsync(stream));
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\nConnection: close\r\n\r\n{\"ok\":\"1\"}"u8.ToArray());
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // The listener was stopped: the test is over.
        }
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        var bytes = new List<byte>();
        byte[] buffer = new byte[4096];
        while (true)
        {
            string text = Encoding.UTF8.GetString([.. bytes]);
            int head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0)
            {
                string? length = text[..head].Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.Ordinal));
                int expected = length is null ? 0 : int.Parse(length[15..], System.Globalization.CultureInfo.InvariantCulture);
                if (bytes.Count >= Encoding.UTF8.GetByteCount(text[..(head + 4)]) + expected)
                {
                    return text;
                }
            }

            int read = await stream.ReadAsync(buffer);
            if (read == 0)
            {
                return text;
            }

            bytes.AddRange(buffer.AsSpan(0, read));
        }
    }
}
