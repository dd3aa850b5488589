namespace ConvosoConnect.Sdk;

/// <summary>A request that came in, to be read by <see cref="IConvosoConnectClient.ReceiveAsync"/>.</summary>
public sealed record IncomingPayload
{
    /// <summary>The query string, with or without its <c>?</c>.</summary>
    public string QueryString { get; init; } = "";

    /// <summary>The content type of the body: <c>application/x-www-form-urlencoded</c> or a JSON type; null or empty when there is no body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The bytes of the body; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether another payload has the same members; bodies are compared byte by byte.</summary>
    /// <param name="other">The other payload.</param>
    /// <returns>True when all members are equal.</returns>
    public bool Equals(IncomingPayload? other) =>
        ReferenceEquals(this, other)
        || (other is not null && QueryString == other.QueryString && ContentType == other.ContentType && Body.Span.SequenceEqual(other.Body.Span));

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(QueryString);
        hash.Add(ContentType);
        hash.AddBytes(Body.Span);
        return hash.ToHashCode();
    }
}
