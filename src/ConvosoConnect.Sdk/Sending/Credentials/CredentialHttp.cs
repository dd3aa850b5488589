using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Sending.Responses;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Text;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Sending.Credentials;

/// <summary>
/// Sends the requests that a credential makes itself, such as one for a token, by the app's settings for the engine's HTTP client: the destination guard, proxies and handlers
/// apply. Responses are read whole, up to <see cref="MostBytes"/>. What fails is a <see cref="CredentialException"/> with a sentence. An app gets it from its service provider and
/// wraps it in an <see cref="HttpMessageInvoker"/> that does not dispose it.
/// </summary>
public sealed class CredentialHttp : HttpMessageHandler
{
    /// <summary>The longest response in bytes: 65,536 (our decision; tokens have a few thousand).</summary>
    public const int MostBytes = 64 * 1024;

    private readonly IServiceProvider _provider;

    // The settings are resolved with the first request, because reading them needs the names of all credentials.
    internal CredentialHttp(IServiceProvider provider) => _provider = provider;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Uri uri = request.RequestUri ?? throw new ArgumentException("The request has no URL.", nameof(request));
        SendSettings settings = _provider.GetRequiredService<SendSettingsHolder>().Current;
        if (uri.Scheme != Uri.UriSchemeHttps && !settings.Options.AllowHttp)
        {
            throw new CredentialException($"{Wording.Place(uri)} was not asked: its URL begins with {uri.Scheme}, which sends secrets in the clear. Use https, or set AllowHttp.");
        }

        using var limit = new CancellationTokenSource(settings.Options.RequestTimeout, _provider.GetRequiredService<TimeProvider>());
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var received = new ReceivedResponse(BufferPool.Shared.Bytes);

        // With a response of its own, this request is not counted for a send that is under way.
        request.Options.Set(WireHandler.ResponseOfSend, received);
        try
        {
            return await ExchangeAsync(request, received, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new CredentialException(
                $"{Wording.Place(uri)} gave no complete response within {Wording.Seconds(settings.Options.RequestTimeout)} seconds, the option RequestTimeout. "
                + "Look at what takes it so long.",
                exception);
        }
        catch (Exception exception) when (exception is not (CredentialException or OperationCanceledException))
        {
            throw new CredentialException(Explain(exception, uri, settings, received), exception);
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(HttpRequestMessage request, ReceivedResponse received, CancellationToken cancellationToken)
    {
        using HttpClient client = _provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpTransport.ClientName);
        HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await received.ReadAsync(stream, MostBytes, cancellationToken).ConfigureAwait(false);
            }

            if (received.IsCut)
            {
                throw new CredentialException(
                    $"{Wording.Place(request.RequestUri!)} answered {(int)response.StatusCode} with more than {MostBytes} bytes, which is no token. Check its URL.");
            }

            var whole = new ByteArrayContent(received.Body.ToArray());
            foreach ((string name, HeaderStringValues values) in response.Content.Headers.NonValidated)
            {
                whole.Headers.TryAddWithoutValidation(name, values);
            }

            response.Content.Dispose();
            response.Content = whole;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static string Explain(Exception exception, Uri uri, SendSettings settings, ReceivedResponse received) =>
        TransportFailure.KindOf(exception, status: null) is ConnectErrorKind.Blocked or ConnectErrorKind.Dns or ConnectErrorKind.Connect or ConnectErrorKind.Tls
            or ConnectErrorKind.Proxy
            ? TransportFailure.Classify(exception, uri, settings, received).Message
            : $"{Wording.Place(uri)} gave no complete response: {ForeignMessage.From(exception.GetBaseException()).TrimEnd('.')}. Try again later, or ask its operator.";
}
