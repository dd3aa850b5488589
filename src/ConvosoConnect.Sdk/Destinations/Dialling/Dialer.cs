using System.Net;
using System.Net.Sockets;

namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>
/// Opens connections for the HTTP client. It resolves the host once, checks every address against the guard, and dials exactly these addresses, so that a second response of the
/// name server cannot lead elsewhere. If one address is forbidden, none is dialled (our decision), because otherwise it would be chance which one is used. Only the first
/// addresses of many are dialled, so that a name server cannot make the app scan a network.
/// </summary>
internal sealed class Dialer(Func<DestinationGuard> guardInForce, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>How long the dialer waits for one address before it also tries the next one, as RFC 8305 recommends.</summary>
    public static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <summary>How many addresses of one name are dialled at most (our decision).</summary>
    public const int MostAddresses = 20;

    /// <summary>The connect callback of <see cref="SocketsHttpHandler"/>. The handler cancels the token at its limit for connecting.</summary>
    /// <param name="context">The host to connect to, and the request that needs the connection.</param>
    /// <param name="limit">The limit for connecting, for error sentences.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, TimeSpan limit, CancellationToken cancellationToken)
    {
        DnsEndPoint place = context.DnsEndPoint;
        try
        {
            return await ConnectAsync(place.Host, place.Port, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not DestinationBlockedException && IsProxy(place, context.InitialRequestMessage))
        {
            throw ProxyException.Create(place, exception, limit);
        }
    }

    /// <summary>Throws <see cref="DestinationBlockedException"/> for the first forbidden address.</summary>
    /// <param name="guard">The guard in force.</param>
    /// <param name="host">The host whose addresses they are.</param>
    /// <param name="lastWrite">When the connection to the host last wrote something; null before there is a connection.</param>
    /// <param name="addresses">The addresses of the host.</param>
    public static void ThrowIfForbidden(DestinationGuard guard, string host, long? lastWrite, params ReadOnlySpan<IPAddress> addresses)
    {
        foreach (IPAddress address in addresses)
        {
            if (guard.Forbids(host, address) is { } rule)
            {
                throw DestinationBlockedException.Create(host, $"{(address.ToString() == host ? "this address" : $"its address {address}")} {rule}", lastWrite);
            }
        }
    }

    /// <summary>Whether a connection leads to a proxy: it is made for a tunnel, or to another host than the one of its request.</summary>
    private static bool IsProxy(DnsEndPoint place, HttpRequestMessage request) => request.Method == HttpMethod.Connect
        || (request.RequestUri is { } uri && (place.Port != uri.Port || !place.Host.Equals(uri.IdnHost, StringComparison.OrdinalIgnoreCase)));

    private async Task<Stream> ConnectAsync(string host, int port, TimeSpan limit, CancellationToken cancellationToken)
    {
        // An IP address is not resolved, because the system's resolver throws for 0.0.0.0.
        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? written) ? [written] : await ResolveAsync(host, limit, cancellationToken).ConfigureAwait(false);
        DestinationGuard guard = guardInForce();
        ThrowIfForbidden(guard, host, lastWrite: null, addresses);
        Socket socket = await DialAsync(addresses.Length > MostAddresses ? addresses[..MostAddresses] : addresses, port, cancellationToken).ConfigureAwait(false);
        try
        {
            return new GuardedStream(socket, host, guard, guardInForce);
        }
        catch
        {
            // The other side may have closed the connection already.
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> ResolveAsync(string host, TimeSpan limit, CancellationToken cancellationToken)
    {
        NameResolutionException Fault(NameFault fault, Exception? cause) => NameResolutionException.Create(host, fault, limit, cause);
        try
        {
            IPAddress[] addresses = await resolve(host, cancellationToken).ConfigureAwait(false);
            return addresses.Length > 0 ? addresses : throw Fault(NameFault.NoAddress, cause: null);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw Fault(NameFault.TimedOut, exception);
        }
        catch (SocketException exception)
        {
            throw Fault(
                exception.SocketErrorCode switch
                {
                    SocketError.HostNotFound => NameFault.NoSuchName,
                    SocketError.NoData => NameFault.NoAddress,
                    SocketError.TryAgain => NameFault.ServerFailed,
                    SocketError.TimedOut => NameFault.ServerSilent,
                    SocketError.TooManyOpenSockets => NameFault.NoDescriptors,
                    _ => NameFault.Other,
                },
                exception);
        }
        catch (ArgumentException exception)
        {
            // For instance, the name has more than 255 characters.
            throw Fault(NameFault.Other, exception);
        }
    }

    private async Task<Socket> DialAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        using var decided = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<Socket>>();
        Task<Socket>? made = null;
        Exception? failure = null;
        for (int next = 0; made is null && (next < addresses.Length || running.Count > 0);)
        {
            if (next < addresses.Length)
            {
                running.Add(DialAsync(addresses[next++], port, decided.Token));
            }

            var wait = Task.Delay(next < addresses.Length ? HeadStart : Timeout.InfiniteTimeSpan, time, decided.Token);
            if (await Task.WhenAny([.. running, wait]).ConfigureAwait(false) is Task<Socket> ended)
            {
                running.Remove(ended);
                made = ended.IsCompletedSuccessfully ? ended : null;
                failure = ended.Exception?.InnerException ?? failure;
            }
            else if (wait.IsCanceled)
            {
                break;
            }
        }

        await decided.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running.Select(HangUpAsync)).ConfigureAwait(false);
        if (made is not null)
        {
            return await made.ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw failure!;
    }

    private static async Task<Socket> DialAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        address = SpecialNetworks.Dialled(address);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // The framework's own callback does the same. A request is written in one piece, so waiting for more data gains nothing.
            socket.NoDelay = true;
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Closes a connection that another address has beaten.</summary>
    private static async Task HangUpAsync(Task<Socket> late)
    {
        try
        {
            (await late.ConfigureAwait(false)).Dispose();
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // This attempt failed or was cancelled; the attempt for another address decides.
        }
    }
}
