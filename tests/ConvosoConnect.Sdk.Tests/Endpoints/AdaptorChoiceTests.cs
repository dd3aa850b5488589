using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Endpoints;

/// <summary>What is saved can be sent: the adaptor of an endpoint exists when it is saved, and was active when it was chosen.</summary>
public sealed class AdaptorChoiceTests(Receivers receivers) : IClassFixture<Receivers>
{
    private const string Url = "https://crm.example.com/";

    [Theory]
    [InlineData(RequestMethod.Post)]
    [InlineData(RequestMethod.Get)]
    public async Task SaveAsync_UnknownAdaptor_IsRefusedBesideAllOtherProblems(RequestMethod method)
    {
        await using var engine = new Engine();

        var refused = await Assert.ThrowsAsync<ConnectValidationException>(
            async () => await engine.Endpoints.SaveAsync(Engine.Endpoint(Url) with { Name = "", RequestMethod = method }, Engine.Token));

        Assert.Equal(["Name", "AdaptorId"], refused.Problems.Select(p => p.Field));
        Assert.Equal("There is no adaptor 'map'. Save the adaptor before the endpoints that use it, or choose another one.", refused.Problems[1].Message);
        Assert.Empty(await engine.Endpoints.ListAsync(null, Engine.Token));
    }

    [Fact]
    public async Task SaveAsync_InactiveAdaptor_CannotBeChosenYetBeKept()
    {
        await using var engine = new Engine();
        Adaptor map = await engine.Adaptors.SaveAsync(Engine.Adaptor, Engine.Token);
        ConnectEndpoint saved = await engine.Endpoints.SaveAsync(Engine.Endpoint(Url), Engine.Token);
        await engine.Adaptors.SaveAsync(map with { Active = false }, Engine.Token);

        var refused = await Assert.ThrowsAsync<ConnectValidationException>(
            async () => await engine.Endpoints.SaveAsync(Engine.Endpoint(Url) with { Id = "other" }, Engine.Token));
        ConnectEndpoint renamed = await engine.Endpoints.SaveAsync(saved with { Name = "Renamed" }, Engine.Token);
        ValidationProblem warning = Assert.Single(await engine.Client.ValidateAsync(renamed, Engine.Token));

        Assert.Equal(("AdaptorId", "The adaptor 'Map' (map) is inactive. Activate it, or choose another one."), (refused.Problems[0].Field, refused.Problems[0].Message));
        Assert.Equal("Renamed", (await engine.Endpoints.GetAsync("crm", Engine.Token))!.Name);
        Assert.Equal(("AdaptorId", true), (warning.Field, warning.IsWarning));
        Assert.Contains("so that nothing is sent", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_ResolverOfTheApp_NeedsNoAdaptorIdAndLooksNoneUp()
    {
        string url = receivers.Answer("""{"ok":1}""");
        await using var engine = new Engine(build: b => b.UseAdaptorResolver<OwnResolver>());

        await engine.Endpoints.SaveAsync(Engine.Endpoint(url) with { AdaptorId = "" }, Engine.Token);
        await engine.Endpoints.SaveAsync(Engine.Endpoint(url) with { Id = "other", AdaptorId = "a rule of the app" }, Engine.Token);

        Assert.True((await engine.SendAsync()).Result.Succeeded);
        Assert.True((await engine.Client.SendAsync("other", Engine.Lead, Engine.Token)).Succeeded);
        Assert.Equal(["""{"mail":"ann@example.com"}""", """{"mail":"ann@example.com"}"""], receivers.Seen(url).Select(r => r.Text));
    }

    [Fact]
    public async Task Configuration_UnknownAdaptor_IsRefusedWhereTheSectionListsAdaptors()
    {
        const string endpoint = """ "Endpoints":{"crm":{"ApiUrl":"https://x.example","AdaptorId":"gone"}} """;
        await using var listed = new Settings("{" + endpoint + ""","Adaptors":{"map":{"Active":false}}}""");
        await using var elsewhere = new Settings("{" + endpoint + "}");
        await using var own = new Settings("{" + endpoint + ""","Adaptors":{"map":{}}}""", b => b.UseAdaptorResolver<OwnResolver>());
        await using var inactive = new Settings("{" + endpoint.Replace("gone", "map", StringComparison.Ordinal) + ""","Adaptors":[{"Id":"map","Active":false}]}""");

        var refused = Assert.Throws<OptionsValidationException>(() => listed.Endpoints);

        Assert.StartsWith("Connect:Endpoints:crm:AdaptorId: There is no adaptor 'gone'.", Assert.Single(refused.Failures), StringComparison.Ordinal);
        Assert.Equal("gone", (await elsewhere.Endpoints.GetAsync("crm", Engine.Token))!.AdaptorId);
        Assert.Equal("gone", (await own.Endpoints.GetAsync("crm", Engine.Token))!.AdaptorId);
        Assert.Equal("map", (await inactive.Endpoints.GetAsync("crm", Engine.Token))!.AdaptorId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Services_StoresThatNeedEachOther_AreMadeInWhateverOrder(bool adaptorsFirst)
    {
        await using var engine = new Engine(build: b => b.UseAdaptorStore<NeedsEndpoints>());
        object first = adaptorsFirst ? engine.Adaptors : engine.Endpoints;

        var refused = await Assert.ThrowsAsync<ConnectValidationException>(async () => await engine.Endpoints.SaveAsync(Engine.Endpoint(Url), Engine.Token));

        Assert.NotNull(first);
        Assert.Equal("AdaptorId", Assert.Single(refused.Problems).Field);
    }

    [Fact]
    public async Task SaveAsync_AdaptorDeletedAtTheSameTime_NeverLeavesAnEndpointWithoutIt()
    {
        await using var engine = new Engine();
        int refusedSaves = 0;
        for (int i = 0; i < 300; i++)
        {
            string id = $"a{i}";
            await engine.Adaptors.SaveAsync(Engine.Adaptor with { Id = id }, Engine.Token);
            using var start = new Barrier(2);
            Task<bool> saving = Task.Run(() =>
            {
                start.SignalAndWait(Engine.Token);
                return SucceedsAsync<ConnectValidationException>(async () => await engine.Endpoints.SaveAsync(Engine.Endpoint(Url) with { Id = id, AdaptorId = id }, Engine.Token));
            });
            start.SignalAndWait(Engine.Token);
            bool deleted = await SucceedsAsync<ConnectConflictException>(async () => await engine.Adaptors.DeleteAsync(id, Engine.Token));
            bool saved = await saving;

            Assert.NotEqual(deleted, saved);
            Assert.Equal(saved, await engine.Adaptors.GetAsync(id, Engine.Token) is not null);
            Assert.Equal(saved, await engine.Endpoints.GetAsync(id, Engine.Token) is not null);
            refusedSaves += saved ? 0 : 1;
        }

        Assert.InRange(refusedSaves, 0, 300);
    }

    [Fact]
    public async Task CopyAsync_EndpointWhoseAdaptorWasDeactivated_IsCopiedAndLaterChoicesAreCheckedAgain()
    {
        await using var from = new Engine();
        await using var to = new Engine();
        await from.SaveAsync(Engine.Endpoint(Url), Engine.Adaptor with { Active = false });

        Assert.Equal((1, 1, 0), await StoreCopy.CopyAsync(from.Services, to.Services, Engine.Token));

        Assert.False((await to.Adaptors.GetAsync("map", Engine.Token))!.Active);
        Assert.Equal("map", (await to.Endpoints.GetAsync("crm", Engine.Token))!.AdaptorId);
        await Assert.ThrowsAsync<ConnectValidationException>(async () => await to.Endpoints.SaveAsync(Engine.Endpoint(Url) with { Id = "other" }, Engine.Token));
    }

    [Fact]
    public async Task CheckAsync_ValidatorWithoutStores_ChecksTheRestAndGivesTheWarnings()
    {
        var validator = new EndpointValidator(allowHttp: false, ["RAW"], ["JSON"], []);
        ConnectEndpoint endpoint = Engine.Endpoint(Url) with { PostDataType = "RAW", AuthorizationHeader = "Content-length: 0" };

        Assert.True(Assert.Single(await validator.CheckAsync(endpoint, previous: null, Engine.Token)).IsWarning);
        var refused = await Assert.ThrowsAsync<ConnectValidationException>(async () => await validator.CheckAsync(endpoint with { Name = "" }, endpoint, Engine.Token));
        Assert.Equal(2, refused.Problems.Count);
        await Assert.ThrowsAsync<ArgumentNullException>("endpoint", async () => await validator.CheckAsync(null!, null, Engine.Token));
    }

    [Fact]
    public async Task ValidateAsync_EndpointThatIsNotSaved_TellsErrorsAndWarningsAndSavesNothing()
    {
        await using var engine = new Engine();
        IReadOnlyList<ValidationProblem> problems = await engine.Client.ValidateAsync(
            Engine.Endpoint(Url) with { Id = "", Name = "", AuthorizationHeader = "Content-length: 0" }, Engine.Token);

        Assert.Equal([("Name", false), ("AuthorizationHeader", true), ("AdaptorId", false)], problems.Select(p => (p.Field, p.IsWarning)));
        Assert.Empty(await engine.Endpoints.ListAsync(null, Engine.Token));
        await Assert.ThrowsAsync<ArgumentNullException>("endpoint", () => engine.Client.ValidateAsync(null!, Engine.Token));
    }

    private static async Task<bool> SucceedsAsync<TRefusal>(Func<Task> step)
        where TRefusal : Exception
    {
        try
        {
            await step();
            return true;
        }
        catch (TRefusal)
        {
            return false;
        }
    }

    private sealed class OwnResolver : IAdaptorResolver
    {
        public ValueTask<AdaptorResolution> ResolveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) =>
            new(AdaptorResolution.Found(new Adaptor { Name = "own", Fields = [new() { Field = "email", MappedTo = "mail" }] }));
    }

    private sealed class NeedsEndpoints(IEndpointStore endpoints) : IAdaptorStore
    {
        public async ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default)
        {
            await endpoints.ListAsync(null, cancellationToken);
            return null;
        }

        public ValueTask<IReadOnlyList<Adaptor>> ListAsync(AdaptorFilter? filter = null, CancellationToken cancellationToken = default) => new([]);

        public ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
