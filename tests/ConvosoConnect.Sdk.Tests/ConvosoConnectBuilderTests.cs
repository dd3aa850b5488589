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
        Assert.Equal("authToken", Assert.Throws<ArgumentException>(() => builder.UseConvosoLeads(" ")).ParamName);
        foreach (Uri url in new[] { new Uri("/leads", UriKind.Relative), new Uri("ftp://x.example") })
        {
            Assert.Equal("apiUrl", Assert.Throws<ArgumentException>(() => builder.UseConvosoLeads("t", url)).ParamName);
        }
    }
}
