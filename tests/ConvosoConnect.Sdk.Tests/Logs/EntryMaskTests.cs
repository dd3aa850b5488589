using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Redaction;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Logs;

public sealed class EntryMaskTests
{
    [Fact]
    public void Mask_SensitiveHeadersAndParameters_AreMaskedInPlaceThoughUnknown()
    {
        var input = new ConnectInputData
        {
            Method = "POST",
            Url = "https://x.test/?a=1&key=T&b=S3cr3t-9",
            Headers = [new("Authorization", "Bearer T"), new("Accept", "*/*"), new("X-Echo", "S3cr3t-9!")],
            Body = "b=S3cr3t-9&c=T",
        };
        ConnectInputData masked = EntryMask.Mask(input, new CredentialMask(["S3cr3t-9"]));
        Assert.Equal("https://x.test/?a=1&key=***&b=***", masked.Url);
        Assert.Equal([new("Authorization", "***"), new("Accept", "*/*"), new("X-Echo", "***!")], masked.Headers);
        Assert.Equal("b=***&c=T", masked.Body);
    }

    [Fact]
    public void Mask_RequestWithoutCredentials_IsTheSame()
    {
        var input = new ConnectInputData { Method = "POST", Url = "https://x.test/?a=1", Body = "b=1" };
        ConnectInputData masked = EntryMask.Mask(input, new CredentialMask(["S3cr3t-9"]));
        Assert.Same(input.Url, masked.Url);
        Assert.Same(input.Body, masked.Body);
        Assert.Empty(EntryMask.Mask([], new CredentialMask(["S3cr3t-9"])));
    }
}
