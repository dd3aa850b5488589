using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>One connection to a <see cref="FaultServer"/>, for its script to misbehave on.</summary>
internal sealed class FaultConnection(TcpClient client, int number, Action<long> count, CancellationToken stopped)
{
    private Stream _stream = client.GetStream();

    /// <summary>0 for the first connection.</summary>
    public int Number => number;

    /// <summary>Speaks TLS from here on; throws when the client breaks the handshake off.</summary>
    public async Task HandshakeAsync(X509Certificate2 certificate)
    {
        var secure = new SslStream(_stream);
        _stream = secure;
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopped);
    }

    /// <summary>Reads up to the empty line after the headers; empty when the client closed.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await _stream.ReadAsync(one, stopped) == 0)
            {
                break;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    /// <summary>Reads headers and body; empty when the client closed.</summary>
    public async Task<string> ReadRequestAsync()
    {
        string head = await ReadHeadAsync();
        int at = head.IndexOf("Content-Length: ", StringComparison.Ordinal);
        int length = at < 0 ? 0 : int.Parse(head[(at + 16)..].Split('\r')[0], CultureInfo.InvariantCulture);
        byte[] body = new byte[length];
        await _stream.ReadExactlyAsync(body, stopped);
        return head + Encoding.UTF8.GetString(body);
    }

    /// <summary>Reads so many bytes.</summary>
    public async Task<byte[]> ReadAsync(int length)
    {
        byte[] bytes = new byte[length];
        await _stream.ReadExactlyAsync(bytes, stopped);
        return bytes;
    }

    /// <summary>Writes Latin-1 text.</summary>
    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(byte[] bytes)
    {
        await _stream.WriteAsync(bytes, stopped);
        count(bytes.Length);
    }

    /// <summary>Writes a block over and over until the client closes or the server stops; at most so many bytes.</summary>
    public async Task FloodAsync(byte[] block, long most)
    {
        for (long written = 0; written < most; written += block.Length)
        {
            await WriteAsync(block);
        }
    }

    /// <summary>Writes a text byte by byte, with a pause before each, until the client closes.</summary>
    public async Task TrickleAsync(string text, TimeSpan pause)
    {
        using var clock = new PeriodicTimer(pause);
        foreach (byte one in Encoding.Latin1.GetBytes(text))
        {
            await clock.WaitForNextTickAsync(stopped);
            await WriteAsync([one]);
        }
    }

    /// <summary>Reads whatever still comes until the client closes.</summary>
    public async Task DrainAsync()
    {
        byte[] buffer = new byte[65_536];
        while (await _stream.ReadAsync(buffer, stopped) > 0)
        {
        }
    }

    /// <summary>Says and reads nothing more until the server stops.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, stopped);

    /// <summary>Says and reads nothing for a while.</summary>
    public async Task PauseAsync(TimeSpan time)
    {
        using var clock = new PeriodicTimer(time);
        await clock.WaitForNextTickAsync(stopped);
    }

    /// <summary>Ends the connection in order, though in the middle of things.</summary>
    public void Close() => client.Close();

    /// <summary>Breaks the connection with a TCP reset.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        client.Close();
    }
}
