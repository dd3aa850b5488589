using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Redaction;

public sealed class QueryMaskTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("?", "?")]
    [InlineData("a=1&token=T&b", "a=1&token=***&b")]
    [InlineData("?token=T", "?token=***")]
    [InlineData("?key=T", "?key=***")]
    [InlineData("token=T&token=U", "token=***&token=***")]
    [InlineData("token=", "token=")]
    [InlineData("token", "token")]
    [InlineData("=T", "=T")]
    [InlineData("token=a=b%20c+d", "token=***")]
    [InlineData("api%5Fkey=T&api+key=U&client%20secret=V", "api%5Fkey=***&api+key=***&client%20secret=***")]
    [InlineData("&&token=T&", "&&token=***&")]
    [InlineData("a=%zz&%=1&é=2", "a=%zz&%=1&é=2")]
    [InlineData("TOKEN=T&author=U", "TOKEN=***&author=U")]
    public void Mask_Query_MasksSensitiveValuesOnly(string query, string expected)
    {
        LogEntries.UseTurkish();
        Assert.Equal(expected, QueryMask.Mask(query, CredentialNames.Default));
    }

    [Theory]
    [InlineData("api_key=X&credential=Y", "api_key=***&credential=***")]
    [InlineData("?a=1&rawcredential&b=", "?a=***&***&b=")]
    [InlineData("&x=true", "&x=***")]
    [InlineData("=T", "=***")]
    [InlineData("", "")]
    public void Mask_All_MasksEveryValue(string query, string expected) => Assert.Equal(expected, QueryMask.Mask(query, CredentialNames.Default, all: true));

    [Theory]
    [InlineData("https://x.test/token=1", "https://x.test/token=1")]
    [InlineData("https://x.test/a?b=1&token=T", "https://x.test/a?b=1&token=***")]
    [InlineData("https://x.test/a?token=T#token=U?", "https://x.test/a?token=***#token=U?")]
    [InlineData("https://x.test/a?token=T?&c=?", "https://x.test/a?token=***&c=?")]
    public void MaskUrl_Url_MasksItsQuery(string url, string expected) => Assert.Equal(expected, QueryMask.MaskUrl(url, CredentialNames.Default));

    [Fact]
    public void Credentials_SensitiveParameters_AreGivenWithTheirNames() =>
        Assert.Equal([new("token", "a+b%2Fc"), new("api key", "1")], QueryMask.Credentials("x=1&token=a+b%2Fc&author=U&api%20key=1", CredentialNames.Default));

    [Fact]
    public void Credentials_All_IncludesPartsWithoutName() =>
        Assert.Equal(
            [new("x", "1"), new("", "rawcredential"), new("c", "%41"), new("", "U")],
            QueryMask.Credentials("?x=1&rawcredential&b=&c=%41&=U", CredentialNames.Default, all: true));

    [Fact]
    public void Credentials_NothingSensitive_IsEmpty() => Assert.Empty(QueryMask.Credentials("a=1&b", CredentialNames.Default));

    [Fact]
    public void Mask_MegabyteQuery_IsMaskedInOnePass()
    {
        string query = string.Concat(Enumerable.Repeat("token=T&", 1 << 17));
        Assert.Equal(query.Replace("=T", "=***", StringComparison.Ordinal), QueryMask.Mask(query, CredentialNames.Default));
    }
}
