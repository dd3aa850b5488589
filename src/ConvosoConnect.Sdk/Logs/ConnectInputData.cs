using System.Text;
using ConvosoConnect.Sdk.Equality;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk;

/// <summary>A request exactly as it is sent, but with credentials masked: Convoso's "Input Data" of a log entry and "Generated Data" of a preview.</summary>
public sealed record ConnectInputData
{
    // Either text or the bytes that were sent. Bytes become text only when they are read, because most entries are never read.
    private readonly object? _body;
    private readonly ListByValue<KeyValuePair<string, string>> _headers = new([]);

    /// <summary>Creates a request.</summary>
    public ConnectInputData()
    {
    }

    /// <summary>Creates a request from the bytes of its body, which become text only when the body is read.</summary>
    internal ConnectInputData(byte[]? utf8) => _body = utf8;

    /// <summary><c>POST</c> or <c>GET</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The complete URL with its query.</summary>
    public required string Url { get; init; }

    /// <summary>All headers in the order in which they are sent, content headers last.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers
    {
        get => _headers.Items!;
        init => _headers = new(value);
    }

    /// <summary>The body as text, invalid UTF-8 shown as U+FFFD; null for GET.</summary>
    public string? Body
    {
        get => _body is byte[] utf8 ? Encoding.UTF8.GetString(utf8) : (string?)_body;
        init => _body = value;
    }

    /// <summary>The bytes of the body if they have not become text yet; null otherwise.</summary>
    internal byte[]? Utf8Body => _body as byte[];

    /// <summary>Whether another request has the same members; bodies are compared as text.</summary>
    /// <param name="other">The other request.</param>
    /// <returns>True when all members are equal.</returns>
    public bool Equals(ConnectInputData? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Method == other.Method && Url == other.Url && _headers.Equals(other._headers) && Body == other.Body);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Method, Url, _headers);

    /// <summary>Masks the secrets in the body; returns the same request when the body holds none.</summary>
    internal ConnectInputData WithMaskedBody(CredentialMask mask)
    {
        if (_body is byte[] utf8 && !mask.MayHit(utf8))
        {
            return this;
        }

        string? body = Body;
        string? masked = mask.Mask(body);
        return ReferenceEquals(body, masked) ? this : this with { Body = masked };
    }
}
