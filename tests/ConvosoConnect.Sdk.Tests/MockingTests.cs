using Moq;
using NSubstitute;
using Xunit;

namespace ConvosoConnect.Sdk.Tests;

/// <summary>Apps mock the client in their own tests: no call of it is an extension method that a mock would pass by.</summary>
public sealed class MockingTests
{
    private static readonly LeadRecord Lead = new() { Id = "4711" };

    private static readonly ConnectResult Result = ConnectResult.Success("512") with { Captures = new Dictionary<string, string> { ["transfer"] = "7025550100" } };

    [Fact]
    public async Task NSubstitute_EveryFormOfASend_IsSeen()
    {
        IConvosoConnectClient client = Substitute.For<IConvosoConnectClient>();
        client.SendAsync("crm", Arg.Any<LeadRecord>(), Arg.Any<CancellationToken>()).Returns(Result);
        client.SendAsync("crm", Lead, Arg.Is<SendOptions>(o => o.IdempotencyKey == "k"), Arg.Any<CancellationToken>()).Returns(Result);

        Assert.Same(Result, await client.SendAsync("crm", Lead, TestContext.Current.CancellationToken));
        Assert.Same(Result, await client.SendAsync("crm", Lead, new SendOptions { IdempotencyKey = "k" }, TestContext.Current.CancellationToken));
        await client.DidNotReceive().TestAsync(Arg.Any<string>(), Arg.Any<string?>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Moq_EveryFormOfASend_IsSeen()
    {
        var mock = new Mock<IConvosoConnectClient>(MockBehavior.Strict);
        var error = new ConnectError(ConnectErrorKind.Timeout, "The receiver did not answer.");
        mock.Setup(c => c.SendAsync("crm", It.IsAny<LeadRecord>(), It.IsAny<CancellationToken>())).ReturnsAsync(Result);
        mock.Setup(c => c.SendAsync("down", Lead, It.IsAny<SendOptions>(), It.IsAny<CancellationToken>())).ReturnsAsync(ConnectResult.Failure(error));

        Assert.Equal("7025550100", (await mock.Object.SendAsync("crm", Lead, TestContext.Current.CancellationToken)).Captures["transfer"]);
        Assert.Equal(error, (await mock.Object.SendAsync("down", Lead, new SendOptions(), TestContext.Current.CancellationToken)).Error);
        mock.VerifyAll();
    }
}
