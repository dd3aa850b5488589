using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Sending.Requests;

namespace ConvosoConnect.Sdk.Sending.Credentials;

/// <summary>A request to which a credential adds itself. It is the same object for all attempts of a send.</summary>
public sealed class CredentialRequest
{
    private static readonly HttpRequestOptionsKey<CredentialRequest> OfMessage = new("ConvosoConnect.Credential");

    // A send that was left behind may still add secrets while those before are read.
    private readonly Lock _gate = new();
    private readonly List<string> _secrets = [];
    private string? _sendId;

    private CredentialRequest(HttpRequestMessage message, ConnectEndpoint endpoint) => (Message, Endpoint) = (message, endpoint);

    /// <summary>The request. Change only its headers and its URL.</summary>
    public HttpRequestMessage Message { get; }

    /// <summary>The endpoint that is called.</summary>
    public ConnectEndpoint Endpoint { get; }

    /// <summary>The body as it goes out; empty where there is none. The bytes are valid until the call ends.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>
    /// Identifies the send: the same for all its attempts. It is the value of the endpoint's <see cref="DeliveryRules.IdempotencyHeader"/> where it has one, else made at random.
    /// </summary>
    public string SendId => _sendId ??= IdempotencyKey ?? Guid.NewGuid().ToString();

    private string? IdempotencyKey =>
        Endpoint.Delivery?.IdempotencyHeader is { } header && Message.Headers.NonValidated.TryGetValues(header, out HeaderStringValues values)
            ? values.ToString()
            : null;

    /// <summary>Sets a header, in place of the one that the request has under this name.</summary>
    /// <param name="name">The header.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="CredentialException">The value has a character that a header cannot have.</exception>
    public void SetHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (value.AsSpan().ContainsAnyInRange('\0', '\u001F') || value.Contains('\u007F', StringComparison.Ordinal))
        {
            throw new CredentialException($"The value for the header {name} has a control character, such as a line break at its end. Check how the credential is defined.");
        }

        Message.Headers.Remove(name);
        if (!Message.Headers.TryAddWithoutValidation(name, value))
        {
            throw new CredentialException($"The header {name} cannot be set on a request. Choose another one for the credential.");
        }
    }

    /// <summary>Appends a parameter to the query of the URL.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">The value, not yet encoded.</param>
    public void AddQueryParameter(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        string url = Message.RequestUri!.OriginalString;
        Message.RequestUri = new Uri(Append(url, $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}"), UrlRules.AsWritten);
    }

    /// <summary>Has a secret masked in all texts of this send: result, log entry and diagnosis. Tell it before the secret is used.</summary>
    /// <param name="value">The secret.</param>
    public void AddSecret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_gate)
        {
            if (!_secrets.Contains(value, StringComparer.Ordinal))
            {
                _secrets.Add(value);
            }
        }
    }

    internal static string Append(string url, string pair) => $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{pair}";

    /// <summary>Gives the request of a message, which is made at its first attempt.</summary>
    internal static async ValueTask<CredentialRequest> ForAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (!message.Options.TryGetValue(OfMessage, out CredentialRequest? request))
        {
            request = new(message, message.Options.TryGetValue(ConnectEndpoint.OfRequest, out ConnectEndpoint? endpoint) ? endpoint : new());
            message.Options.Set(OfMessage, request);
        }

        request.Body = message.Content switch
        {
            null => default,
            PooledBody body => body.Written,

            // A handler of the app has replaced the content.
            var content => await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false),
        };
        return request;
    }

    /// <summary>Adds the secrets that were told for a message to other credentials.</summary>
    internal static CredentialSet With(CredentialSet found, HttpRequestMessage message)
    {
        if (!message.Options.TryGetValue(OfMessage, out CredentialRequest? request))
        {
            return found;
        }

        var all = new CredentialSet();
        all.UnionWith(found);
        lock (request._gate)
        {
            request._secrets.ForEach(all.AddStrong);
        }

        return all;
    }
}
