using System.Net.Sockets;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Sending.Transport;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>What handlers of an app, such as one that tries again, are told of a failure.</summary>
public sealed class ConnectErrorTests
{
    [Fact]
    public void KindOf_GuardForbadeTheAddressThatWasDialled_IsBlockedAndNoFailureToConnect() => Assert.Equal(
        ConnectErrorKind.Blocked,
        HttpFailure.KindOf(new HttpRequestException(HttpRequestError.ConnectionError, "No connection.", new DestinationBlockedException("Forbidden."))));

    [Fact]
    public void KindOf_NobodyListens_IsConnect() => Assert.Equal(
        ConnectErrorKind.Connect,
        HttpFailure.KindOf(new HttpRequestException(HttpRequestError.ConnectionError, "No connection.", new SocketException((int)SocketError.ConnectionRefused))));

    [Fact]
    public void KindOf_PlainCancellation_IsTheAppsOwn() => Assert.Equal(ConnectErrorKind.AppFailed, HttpFailure.KindOf(new OperationCanceledException()));
}
