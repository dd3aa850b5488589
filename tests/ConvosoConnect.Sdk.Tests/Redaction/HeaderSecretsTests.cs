using ConvosoConnect.Sdk.Redaction;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Redaction;

public sealed class HeaderSecretsTests
{
    [Theory]
    [InlineData("Bearer abc.def", new[] { "Bearer abc.def", "abc.def" })]
    [InlineData("abcdef", new[] { "abcdef" })]
    [InlineData("abcdef==", new[] { "abcdef==" })]
    [InlineData("", new string[0])]
    [InlineData(" ", new[] { " " })]
    [InlineData("Basic dXNlcjpwYTpzcw==", new[] { "Basic dXNlcjpwYTpzcw==", "dXNlcjpwYTpzcw==", "user:pa:ss", "pa:ss" })]
    [InlineData("basic dXNlcg==", new[] { "basic dXNlcg==", "dXNlcg==", "user" })]
    [InlineData("Basic not*base64", new[] { "Basic not*base64", "not*base64" })]
    [InlineData("OAuth a=\"T1\", b=T2", new[] { "OAuth a=\"T1\", b=T2", "a=\"T1\", b=T2", "T1", "T2" })]
    [InlineData("sid=T1; theme=dark", new[] { "sid=T1; theme=dark", "theme=dark", "T1", "dark" })]
    public void Of_HeaderValue_GivesItsSecrets(string value, string[] secrets) =>
        Assert.Equal(secrets.Order(StringComparer.Ordinal), HeaderSecrets.Find(value).Order(StringComparer.Ordinal));
}
