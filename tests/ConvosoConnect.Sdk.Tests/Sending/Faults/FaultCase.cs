using ConvosoConnect.Sdk.Tests.Support;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>One way in which a receiver misbehaves, and what is documented to become of the send.</summary>
/// <param name="Name">What it does, for the test's name.</param>
/// <param name="Kind">The kind of the error; null when the send succeeds all the same.</param>
/// <param name="Script">What it does to each connection. Afterwards it waits until the client closes.</param>
internal sealed record FaultCase(string Name, ConnectErrorKind? Kind, Func<FaultConnection, Task> Script)
{
    /// <summary>Another kind that is right too, where the operating system decides which of two events comes first.</summary>
    public ConnectErrorKind? OrKind { get; init; }

    /// <summary>The status that the result names; null when none came.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the response leaves the connection fit for the next send, so that it stays open.</summary>
    public bool KeepsConnection { get; init; }

    /// <summary>Whether the endpoint is asked for over TLS.</summary>
    public bool IsHttps { get; init; }

    /// <summary>The lead that is sent; null for the usual one.</summary>
    public LeadRecord? Lead { get; init; }

    /// <summary>The most connections that one send may open.</summary>
    public int MostConnections { get; init; } = 1;

    /// <summary>Parts of the engine that differ.</summary>
    public Action<ConvosoConnectBuilder>? Build { get; init; }

    public override string ToString() => Name;
}
