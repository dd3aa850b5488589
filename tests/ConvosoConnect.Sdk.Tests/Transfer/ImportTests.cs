using ConvosoConnect.Sdk.Tests.Support;
using ConvosoConnect.Sdk.Transfer;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Transfer;

public sealed class ImportTests
{
    [Fact]
    public async Task Import_RichItemsWithSecrets_RoundTrip()
    {
        await using Engine from = await Transfers.NewRichEngineAsync();
        await using Engine to = Transfers.NewEngine();
        string file = await from.ExportAsync(new() { IncludeSecrets = true });

        ImportPlan plan = await to.PlanAsync(file);
        Assert.Empty(plan.Errors());
        Assert.All(plan.Adaptors.Concat(plan.Endpoints), item => Assert.Equal(ImportAction.Create, item.Action));
        Assert.Empty(await to.Endpoints.ListAsync(null, Engine.Token));
        await to.Transfer().ApplyAsync(plan, Engine.Token);

        Assert.Equal(RichItems.Endpoint, await to.Endpoints.GetAsync(RichItems.Endpoint.Id, Engine.Token) is { } saved ? saved with { Version = 0 } : null);
        Assert.Equal(RichItems.Adaptor, (await to.Adaptors.GetAsync(RichItems.Adaptor.Id, Engine.Token))! with { Version = 0 });
        Assert.Equal(RichItems.Inactive, (await to.Adaptors.GetAsync("off", Engine.Token))! with { Version = 0 });
        Assert.Equal(RichItems.Lookup, (await to.Endpoints.GetAsync("lookup", Engine.Token))! with { Version = 0 });
        Assert.Equal(file, await to.ExportAsync(new() { IncludeSecrets = true }));
        Assert.All((await to.PlanAsync(file)) is var again ? again.Adaptors.Concat(again.Endpoints) : [], item => Assert.Equal(ImportAction.Unchanged, item.Action));
    }

    [Fact]
    public async Task Import_WithoutSecretsOntoTheSame_ChangesNothing()
    {
        await using Engine engine = await Transfers.NewRichEngineAsync();

        ImportPlan plan = await engine.PlanAsync(await engine.ExportAsync());

        Assert.Empty(plan.Errors());
        Assert.All(plan.Adaptors.Concat(plan.Endpoints), item => Assert.Equal(ImportAction.Unchanged, item.Action));
    }

    [Fact]
    public async Task Import_WithoutSecretsOntoNothing_SaysWhichAreMissing()
    {
        await using Engine from = await Transfers.NewRichEngineAsync();
        await using Engine to = Transfers.NewEngine();

        ImportPlan plan = await to.PlanAsync(await from.ExportAsync());

        Assert.False(plan.CanApply);
        Assert.Equal(
            [
                "adaptors[0].fields[2].defaultValue", "adaptors[0].fields[3].defaultValue", "endpoints[0].apiUrl", "endpoints[0].apiAuthentication",
                "endpoints[0].authorizationHeader",
            ],
            plan.Problems.Where(p => !p.IsWarning).Select(p => p.Field));
        Assert.All(plan.Errors(), e => Assert.Contains("*** stands in place of a credential that the file leaves out", e, StringComparison.Ordinal));
        Assert.Equal(ImportAction.Refused, plan.Endpoints[0].Action);
        Assert.Equal(ImportAction.Create, plan.Endpoints[1].Action);
        await Assert.ThrowsAsync<ConnectValidationException>(() => to.Transfer().ApplyAsync(plan, Engine.Token));
        Assert.Empty(await to.Adaptors.ListAsync(null, Engine.Token));
    }

    [Fact]
    public async Task Import_ChangedWithoutSecrets_KeepsTheStoredOnes()
    {
        await using Engine engine = await Transfers.NewRichEngineAsync();
        string file = (await engine.ExportAsync())
            .Replace("|X-Region: eu", "|X-Region: us|X-More: 1", StringComparison.Ordinal)
            .Replace("?list=7&token=***&x=1", "?token=***&list=8", StringComparison.Ordinal)
            .Replace("\"maxAttempts\": 3", "\"maxAttempts\": 2", StringComparison.Ordinal);

        ImportPlan plan = await engine.PlanAsync(file);
        Assert.Empty(plan.Errors());
        Assert.Equal(["apiUrl", "authorizationHeader", "delivery"], plan.Endpoints[0].ChangedMembers);
        Assert.Equal(RichItems.Endpoint.Name, plan.Endpoints[0].Name);
        await engine.Transfer().ApplyAsync(plan, Engine.Token);

        Assert.Equal(
            RichItems.Endpoint with
            {
                ApiUrl = "https://crm.example.com/in/{email}?token=s3cr3t-of-url&list=8",
                AuthorizationHeader = "Content-type: application/json; charset=utf-8|Authorization: Bearer s3cr3t\\|of?header&=|X-Region: us|X-More: 1",
                Delivery = RichItems.Endpoint.Delivery! with { MaxAttempts = 2 },
            },
            (await engine.Endpoints.GetAsync(RichItems.Endpoint.Id, Engine.Token))! with { Version = 0 });
    }

    [Fact]
    public async Task Import_RowsInAnotherOrder_TakeTheirOwnCredentials()
    {
        await using Engine engine = await Transfers.NewRichEngineAsync();
        Adaptor stored = (await engine.Adaptors.GetAsync(RichItems.Adaptor.Id, Engine.Token))!;
        stored = await engine.Adaptors.SaveAsync(stored with { Fields = [.. RichItems.Adaptor.Fields.Reverse()] }, Engine.Token);
        string reversed = await engine.ExportAsync();
        await engine.Adaptors.SaveAsync(stored with { Fields = RichItems.Adaptor.Fields }, Engine.Token);

        await engine.Transfer().ApplyAsync(await engine.PlanAsync(reversed), Engine.Token);

        Assert.Equal(RichItems.Adaptor.Fields.Reverse(), (await engine.Adaptors.GetAsync(RichItems.Adaptor.Id, Engine.Token))!.Fields);
    }

    [Fact]
    public async Task PlanImportAsync_StoredCredentialsForAnotherHost_Warns()
    {
        await using Engine engine = await Transfers.NewRichEngineAsync();

        ImportPlan plan = await engine.PlanAsync((await engine.ExportAsync()).Replace("crm.example.com/in", "evil.example.net/in", StringComparison.Ordinal));

        Assert.Contains(plan.Problems, p => p.IsWarning && p.Field == "endpoints[0].apiUrl" && p.Message.Contains("evil.example.net instead of crm.example.com", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://", "http://", "to http://")]
    [InlineData("://", "://evil.", "This endpoint, with the credentials that it names or that its adaptor sends, goes to another host")]
    public async Task PlanImportAsync_AnotherHostOrInTheClear_Warns(string from, string into, string warning)
    {
        await using Engine engine = Transfers.NewEngine();
        await engine.SaveAsync(Engine.Endpoint("https://a.example.com"));
        string file = (await engine.ExportAsync()).Replace(from + "a.example.com", into + "a.example.com", StringComparison.Ordinal);

        ImportPlan plan = await engine.PlanAsync(file);

        Assert.Contains(plan.Problems, p => p.IsWarning && p.Message.Contains(warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_MembersLeftOut_HaveTheirDefaults()
    {
        await using Engine engine = Transfers.NewEngine();

        await engine.Transfer().ApplyAsync(
            await engine.PlanAsync("""
                {"formatVersion":1,"$schema":"x","adaptors":[{"id":"a","name":"A","fields":[{"field":"email","mappedTo":"email"}]}],
                "endpoints":[{"id":"e","name":"E","apiUrl":"https://e.example.com","adaptorId":"a","delivery":{"maxAttempts":2}}]}
                """),
            Engine.Token);

        Assert.Equal(
            new ConnectEndpoint { Id = "e", Name = "E", ApiUrl = "https://e.example.com", AdaptorId = "a", Delivery = new() { MaxAttempts = 2 }, Version = 1 },
            await engine.Endpoints.GetAsync("e", Engine.Token));
        Assert.Equal(
            new Adaptor { Id = "a", Name = "A", Fields = [new() { Field = "email", MappedTo = "email" }], Version = 1 }, await engine.Adaptors.GetAsync("a", Engine.Token));
    }

    [Fact]
    public async Task ApplyAsync_ChangedSinceThePlan_SavesNothing()
    {
        await using Engine engine = await Transfers.NewRichEngineAsync();
        ImportPlan plan = await engine.PlanAsync((await engine.ExportAsync())
            .Replace("\"label\": \"Call Date\"", "\"label\": \"Date\"", StringComparison.Ordinal).Replace("\"Lookup\"", "\"Look up\"", StringComparison.Ordinal));
        ConnectEndpoint lookup = (await engine.Endpoints.GetAsync("lookup", Engine.Token))!;
        await engine.Endpoints.SaveAsync(lookup with { Name = "Mine" }, Engine.Token);

        await Assert.ThrowsAsync<ConnectConflictException>(() => engine.Transfer().ApplyAsync(plan, Engine.Token));

        Assert.Equal(1, (await engine.Adaptors.GetAsync(RichItems.Adaptor.Id, Engine.Token))!.Version);
    }

    [Fact]
    public async Task ApplyAsync_StoreRefusesInBetween_SaysWhatWasSaved()
    {
        await using var engine = new Engine(build: builder => RichItems.AddParts(builder.UseEndpointStore<RefusingStore>()));

        ImportPlan plan = await engine.PlanAsync("""
            {"formatVersion":1,"adaptors":[{"id":"a","name":"A","fields":[{"field":"email","mappedTo":"email"}]}],
            "endpoints":[{"id":"e","name":"E","apiUrl":"https://e.example.com","adaptorId":"a"},{"id":"f","name":"F","apiUrl":"https://e.example.com","adaptorId":"a"}]}
            """);
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Transfer().ApplyAsync(plan, Engine.Token));

        Assert.Equal(
            "The import stopped at the endpoint 'e': The disk is full. Saved were: adaptor 'a'. Not saved were: endpoint 'e', endpoint 'f'. "
            + "Plan the import of the same file again; what was saved is then unchanged.",
            thrown.Message);
    }

    private sealed class RefusingStore : IEndpointStore
    {
        public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken) => default;

        public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter, CancellationToken cancellationToken) => new([]);

        public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken) => throw new IOException("The disk is full.");

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken) => new(false);
    }
}
