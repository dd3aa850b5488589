using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests;

public sealed class ConvosoConnectBuilderTests
{
    [Fact]
    public void EveryMember_Misused_ThrowsWithTheParametersName()
    {
        ConvosoConnectBuilder builder = new ServiceCollection().AddConvosoConnect();

        Assert.Equal("services", Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddConvosoConnect()).ParamName);
        Assert.Equal("configure", Assert.Throws<ArgumentNullException>(() => builder.Services.AddConvosoConnect((Action<ConvosoConnectOptions>)null!)).ParamName);
        Assert.Equal("configuration", Assert.Throws<ArgumentNullException>(
            () => builder.Services.AddConvosoConnect((IConfigurationSection)null!)).ParamName);
        Assert.Equal("configure", Assert.Throws<ArgumentNullException>(() => builder.ConfigureHttpClient(null!)).ParamName);
        Assert.Equal("leads", Assert.Throws<ArgumentNullException>(() => builder.UseLeads(null!)).ParamName);
        Assert.Equal("configure", Assert.Throws<ArgumentNullException>(() => builder.UseConvosoLeads(null!)).ParamName);
        Assert.Contains("AuthToken is empty", Assert.Throws<ArgumentException>(() => builder.UseConvosoLeads(_ => { })).Message, StringComparison.Ordinal);
        foreach (Uri? url in new[] { null, new Uri("/leads", UriKind.Relative), new Uri("ftp://x.example") })
        {
            Assert.Contains("ApiUrl", Assert.Throws<ArgumentException>(() => builder.UseConvosoLeads(o => (o.AuthToken, o.ApiUrl) = ("t", url!))).Message, StringComparison.Ordinal);
        }
    }
}
