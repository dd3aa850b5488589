using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>
/// A name server at 127.0.0.1:53. The first label of a name, digits apart, says what it gets: <c>ok</c> the address 127.0.0.1, <c>slow</c> the same after two seconds,
/// <c>hang</c> nothing, <c>nx</c>, <c>servfail</c> and <c>refused</c> that code, any other a response without addresses.
/// </summary>
internal sealed class DnsServer : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _end = new();
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 53));
    private readonly Task _work;

    public DnsServer() => _work = WorkAsync();

    public ConcurrentQueue<string> Asked { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work;
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task WorkAsync()
    {
        var late = new List<Task>();
        try
        {
            while (true)
            {
                UdpReceiveResult question = await _socket.ReceiveAsync(_end.Token);
                late.Add(AnswerAsync(question));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(late).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AnswerAsync(UdpReceiveResult question)
    {
        byte[] message = question.Buffer;
        int at = 12;
        string label = Encoding.ASCII.GetString(message, 13, message[12]);
        Asked.Enqueue(label);
        while (message[at] != 0)
        {
            at += message[at] + 1;
        }

        int end = at + 5;
        bool isV4 = message[at + 2] == 1;
        string kind = label.TrimEnd("0123456789".ToCharArray());
        if (kind == "hang")
        {
            return;
        }

        if (kind == "slow")
        {
            // The server takes its time; no test waits for it but by its response.
            using var timer = new PeriodicTimer(Delay);
            await timer.WaitForNextTickAsync(_end.Token);
        }

        bool has = isV4 && kind is "ok" or "slow" && isV4;
        byte code = kind switch { "servfail" => 2, "nx" => 3, "refused" => 5, _ => 0 };
        byte[] answer = [
            message[0], message[1], 0x81, (byte)(0x80 | code), 0, 1, 0, (byte)(has ? 1 : 0), 0, 0, 0, 0, .. message[12..end],
            .. has ? (byte[])[0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1] : [],
        ];
        await _socket.SendAsync(answer, question.RemoteEndPoint, _end.Token);
    }
}
