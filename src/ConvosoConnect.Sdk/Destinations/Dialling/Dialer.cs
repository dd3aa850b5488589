using System.Net;
using System.Net.Sockets;

namespace ConvosoConnect.Sdk.Destinations.Dialling;

/// <summary>
/// Opens connections for the HTTP client: resolves the host once, has every address judged, and dials these very addresses, so that no second answer of the
/// name server can lead elsewhere. One forbidden address among the answers forbids all (our decision): which of them is dialled would be chance. Of many addresses only the
/// first are dialled, so that an answer of the name server cannot make the app scan a network.
/// </summary>
internal sealed class Dialer(Func<DestinationGuard> guardInForce, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>How long an address may be tried before the next one is tried besides, as RFC 8305 recommends.</summary>
    public static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);

    /// <summary>How many addresses of one name are dialled at most (our decision).</summary>
    public const int MostAddresses = 20;

    /// <summary>The callback of <see cref="SocketsHttpHandler"/>; its token ends at the limit for connecting.</summary>
    /// <param name="context">What is to be connected.</param>
    /// <param name="limit">That limit, for sentences.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
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

    /// <summary>Throws for the first forbidden address.</summary>
    /// <param name="guard">Judges.</param>
    /// <param name="host">The host.</param>
    /// <param name="lastWrite">When the connection to it last wrote something; null before there is one.</param>
    /// <param name="addresses">Its addresses.</param>
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

    /// <summary>Whether a connection leads to a proxy: it is made for a tunnel, or does not lead to the host of its request.</summary>
    private static bool IsProxy(DnsEndPoint place, HttpRequestMessage request) => request.Method == HttpMethod.Connect
        || (request.RequestUri is { } uri && (place.Port != uri.Port || !place.Host.Equals(uri.IdnHost, StringComparison.OrdinalIgnoreCase)));

    private async Task<Stream> ConnectAsync(string host, int port, TimeSpan limit, CancellationToken cancellationToken)
    {
        // A written address is not resolved: the resolver refuses 0.0.0.0 as misuse.
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
            // The other side may have broken the connection in this moment.
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
            // Such as a name of more than 255 characters.
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
            // As the framework does by itself: a request is written whole, so nothing is gained by waiting for more.
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

    /// <summary>Ends an attempt that came too late.</summary>
    private static async Task HangUpAsync(Task<Socket> late)
    {
        try
        {
            (await late.ConfigureAwait(false)).Dispose();
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // It failed or was cancelled by itself; another address had the word.
        }
    }
}
