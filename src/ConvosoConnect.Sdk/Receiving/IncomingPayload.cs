namespace ConvosoConnect.Sdk;

/// <summary>A request that came in, to be read by <see cref="IConvosoConnectClient.ReceiveAsync"/>.</summary>
public sealed record IncomingPayload
{
    /// <summary>The query string, with or without its <c>?</c>.</summary>
    public string QueryString { get; init; } = "";

    /// <summary>The content type: <c>application/x-www-form-urlencoded</c> or a JSON one; null or empty when there is no body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
