using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Adaptors.InMemory;
using ConvosoConnect.Sdk.Endpoints.InMemory;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors;

public sealed class AdaptorResolverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RequestMethod.Post)]
    [InlineData(RequestMethod.Get)]
    public async Task ResolveAsync_ActiveAdaptor_GivesIt(RequestMethod method)
    {
        AdaptorResolution resolution = await Resolve(method, "on");

        Assert.Equal("on", resolution.Adaptor?.Id);
        Assert.Null(resolution.Reason);
    }

    [Fact]
    public async Task ResolveAsync_GetWithoutAdaptor_GivesNeither() => Assert.Equal(AdaptorResolution.NotNeeded, await Resolve(RequestMethod.Get, ""));

    [Theory]
    [InlineData(RequestMethod.Post, "", "The endpoint 'CRM' (crm) sends by POST but names no adaptor. Choose an active adaptor for it.")]
    [InlineData(RequestMethod.Post, "none", "The endpoint 'CRM' (crm) names the adaptor 'none', which does not exist. Create it, or choose another one.")]
    [InlineData(RequestMethod.Get, "none", "The endpoint 'CRM' (crm) names the adaptor 'none', which does not exist. Create it, or choose another one.")]
    [InlineData(RequestMethod.Post, "off", "The endpoint 'CRM' (crm) uses the adaptor 'Off' (off), which is inactive. Activate it, or choose another one.")]
    [InlineData(RequestMethod.Get, "off", "The endpoint 'CRM' (crm) uses the adaptor 'Off' (off), which is inactive. Activate it, or choose another one.")]
    public async Task ResolveAsync_NoUsableAdaptor_GivesTheReason(RequestMethod method, string adaptorId, string reason)
    {
        AdaptorResolution resolution = await Resolve(method, adaptorId);

        Assert.Null(resolution.Adaptor);
        Assert.Equal(reason, resolution.Reason);
    }

    [Fact]
    public async Task ResolveAsync_Null_Throws() =>
        await Assert.ThrowsAsync<ArgumentNullException>("endpoint", async () => await new AdaptorResolver(await Store()).ResolveAsync(null!, Token));

    private static async Task<AdaptorResolution> Resolve(RequestMethod method, string adaptorId) =>
        await new AdaptorResolver(await Store()).ResolveAsync(
            new ConnectEndpoint { Id = "crm", Name = "CRM", RequestMethod = method, AdaptorId = adaptorId }, Token);

    private static async Task<IAdaptorStore> Store()
    {
        var store = new InMemoryAdaptorStore(new EndpointsStub(), new AdaptorUseGate());
        await store.SaveAsync(new Adaptor { Id = "on", Name = "On" }, Token);
        await store.SaveAsync(new Adaptor { Id = "off", Name = "Off", Active = false }, Token);
        return store;
    }
}
