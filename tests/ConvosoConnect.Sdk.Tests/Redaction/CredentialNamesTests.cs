using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Redaction;

public sealed class CredentialNamesTests
{
    [Theory]
    [InlineData("Authorization")]
    [InlineData("AUTHORIZATION")]
    [InlineData("Proxy-Authorization")]
    [InlineData("WWW-Authenticate")]
    [InlineData("Authorisation")]
    [InlineData("Cookie")]
    [InlineData("Set-Cookie")]
    [InlineData("X-Auth")]
    [InlineData("oauth_author")]
    [InlineData("author_auth")]
    [InlineData("auth_code")]
    [InlineData("token")]
    [InlineData("X-Access-Token")]
    [InlineData("client_secret")]
    [InlineData("PASSWORD")]
    [InlineData("passwd")]
    [InlineData("passphrase")]
    [InlineData("pass")]
    [InlineData("userPwd")]
    [InlineData("api_key")]
    [InlineData("apikey")]
    [InlineData("X-API-Key")]
    [InlineData("APIKEYID")]
    [InlineData("AWSAccessKeyId")]
    [InlineData("access-key")]
    [InlineData("credential")]
    [InlineData("X-Amz-Credential")]
    [InlineData("x-hub-signature-256")]
    [InlineData("sig")]
    [InlineData("sessionid")]
    [InlineData("key")]
    [InlineData("KEY")]
    [InlineData("key2")]
    [InlineData("hapikey")]
    [InlineData("x-functions-key")]
    [InlineData("Ocp-Apim-Subscription-Key")]
    [InlineData("subscriptionKey")]
    [InlineData("keyId")]
    [InlineData("my.key")]
    [InlineData("bearer")]
    [InlineData("JWT")]
    [InlineData("appKey")]
    [InlineData("APP_KEY")]
    [InlineData("subscriptionkey")]
    [InlineData("x-hmac-sha256")]
    [InlineData("passcode")]
    [InlineData("user_passcode")]
    [InlineData("clientkey")]
    [InlineData("code")]
    [InlineData("CODE")]
    public void IsSensitive_NameOfACredential_IsTrue(string name)
    {
        LogEntries.UseTurkish();
        Assert.True(CredentialNames.Default.IsSensitive(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("author")]
    [InlineData("Authors")]
    [InlineData("authority")]
    [InlineData("co-author-name")]
    [InlineData("keyboard")]
    [InlineData("monkey")]
    [InlineData("MonkeyBusiness")]
    [InlineData("keyword")]
    [InlineData("turkey")]
    [InlineData("passport")]
    [InlineData("bypass")]
    [InlineData("design")]
    [InlineData("Accept")]
    [InlineData("Content-Type")]
    [InlineData("User-Agent")]
    [InlineData("phone_number")]
    [InlineData("lead_id")]
    [InlineData("au")]
    [InlineData("Idempotency-Key")]
    [InlineData("X-IDEMPOTENCY-KEY")]
    [InlineData("é-ключ")]
    [InlineData("postal_code")]
    [InlineData("lead_id_code")]
    [InlineData("phone_code")]
    [InlineData("zipCode")]
    [InlineData("list_id")]
    public void IsSensitive_HarmlessName_IsFalse(string name) => Assert.False(CredentialNames.Default.IsSensitive(name));

    [Fact]
    public void IsSensitive_NameOfTheApp_IsTrueAsAWholeOnly()
    {
        LogEntries.UseTurkish();
        var names = new CredentialNames(["x-partner-id", "PIN"]);
        Assert.True(names.IsSensitive("X-Partner-ID"));
        Assert.True(names.IsSensitive("pin"));
        Assert.True(names.IsSensitive("token"));
        Assert.False(names.IsSensitive("pin_code"));
    }
}
