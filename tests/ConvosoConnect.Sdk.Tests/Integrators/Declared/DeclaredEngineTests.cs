using ConvosoConnect.Sdk.Integrators.Declared;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.Declared;

/// <summary>Integrators that are told by data, in the engine: added in code, or declared by the configuration, which may change.</summary>
public sealed class DeclaredEngineTests
{
    [Fact]
    public async Task AddIntegrator_Twice_ServesEndpointsOnce()
    {
        IntegratorDefinition definition = Definitions.WithBody("""{"envelope":{"data":["{payload}"]}}""");
        await using var engine = new Engine(build: builder => builder.AddIntegrator(definition).AddIntegrator(Definitions.WithBody("""{"envelope":{"data":["{payload}"]}}""")));
        await engine.SaveAsync(Engine.Endpoint("https://crm.example.com/in") with { ApiIntegrator = "vendor" });

        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);

        Assert.Equal("""{"data":[{"email":"ann@example.com","name":"Änn \"A\""}]}""", preview.Request!.Body);
    }

    [Fact]
    public void AddIntegrator_Broken_IsRefusedAtOnce() => Assert.Throws<ConnectValidationException>(() => new ServiceCollection().AddConvosoConnect().AddIntegrator(
        new IntegratorDefinition { Name = "V", Method = "DELETE" }));

    [Fact]
    public async Task Configuration_Declares_IsFollowedAndRefused()
    {
        await using var settings = new Settings(Section("""{"data":["{payload}"]}"""));
        Assert.Equal("""{"data":[{"e":"a@b.c"}]}""", await BodyAsync());

        settings.Change(Section("""["{payload}"]"""));
        Assert.Equal("""[{"e":"a@b.c"}]""", await BodyAsync());

        settings.TakeLog();
        settings.Change(Section("[]"));
        Assert.Contains("Connect:Integrators:Vendor.body.envelope: It has no place", Assert.Single(settings.TakeLog()).Message, StringComparison.Ordinal);
        Assert.Equal("""[{"e":"a@b.c"}]""", await BodyAsync());

        async Task<string?> BodyAsync() =>
            (await settings.Client.PreviewAsync("crm", new LeadRecord { Lead = new Dictionary<string, LeadValue> { ["email"] = "a@b.c" } }, Engine.Token)).Request!.Body;
    }

    [Fact]
    public async Task Configuration_NamesAFile_ReadsItOrSaysWhyNot()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, Definitions.HubSpot, Engine.Token);
        await using (var settings = new Settings("{\"Integrators\":{\"x\":{\"File\":" + System.Text.Json.JsonSerializer.Serialize(path) + "}}}"))
        {
            EndpointProblems(settings, "HubSpot by data", expected: 0);
        }

        await File.WriteAllTextAsync(path, """{"formatVersion":1,"name":"V","bodi":{}}""", Engine.Token);
        await using (var settings = new Settings("{\"Integrators\":{\"x\":{\"File\":" + System.Text.Json.JsonSerializer.Serialize(path) + "}}}"))
        {
            Assert.Contains("bodi: There is no member", Assert.Throws<OptionsValidationException>(() => settings.Client).Message, StringComparison.Ordinal);
        }

        File.Delete(path);
        await using var missing = new Settings("""{"Integrators":{"x":{"File":"no-such-file.json"}}}""");
        Assert.Contains("'no-such-file.json' cannot be read", Assert.Throws<OptionsValidationException>(() => missing.Client).Message, StringComparison.Ordinal);

        static void EndpointProblems(Settings settings, string integrator, int expected) => Assert.Equal(
            expected,
            settings.Services.GetRequiredService<ConvosoConnect.Sdk.Endpoints.EndpointValidator>()
                .Validate(Engine.Endpoint("https://crm.example.com") with { ApiIntegrator = integrator }).Count);
    }

    [Fact]
    public async Task Configuration_TakesANameOfCode_IsRefused()
    {
        await using var settings = new Settings("""{"Integrators":{"HubSpot v3":{"Method":"PUT"}}}""");

        Assert.Contains("another integrator named 'HubSpot v3'", Assert.Throws<OptionsValidationException>(() => settings.Client).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_UnknownMissingOrWithoutIntegrator_AreRefused()
    {
        IntegratorDefinition definition = IntegratorDefinition.Parse(
            """{ "formatVersion": 1, "name": "Vendor", "settings": { "place": { "required": true, "description": "See the vendor's page." } } }""");
        await using var engine = new Engine(build: builder => builder.AddIntegrator(definition));
        ConnectEndpoint endpoint = Engine.Endpoint("https://crm.example.com") with { ApiIntegrator = "Vendor" };
        var validator = engine.Services.GetRequiredService<ConvosoConnect.Sdk.Endpoints.EndpointValidator>();

        Assert.Equal("Settings.place: The integrator 'Vendor' needs this setting. See the vendor's page.", Told(endpoint));
        Assert.Empty(Told(endpoint with { Settings = new Dictionary<string, string> { ["Place"] = "1" } }));
        Assert.Equal(
            "Settings.other: The integrator 'Vendor' has place. Take this one out.",
            Told(endpoint with { Settings = new Dictionary<string, string> { ["place"] = "1", ["other"] = "2" } }));
        Assert.Contains("without an integrator", Told(endpoint with { ApiIntegrator = null, Settings = new Dictionary<string, string> { ["place"] = "1" } }), StringComparison.Ordinal);
        Assert.Contains("line break", Told(endpoint with { Settings = new Dictionary<string, string> { ["place"] = "1\n" } }), StringComparison.Ordinal);

        string Told(ConnectEndpoint of) => string.Join('|', validator.Validate(of).Select(p => $"{p.Field}: {p.Message}"));
    }

    [Fact]
    public async Task ResponseType_EndpointAtItsDefault_IsTheIntegrators()
    {
        IntegratorDefinition definition = Definitions.WithResponse("""{"type":"XML","key":"response/status"}""");
        await using var engine = new Engine(build: builder =>
        {
            StubHandler.Under(_ => new HttpResponseMessage { Content = new StringContent("<response><status>Matched</status></response>") })(builder);
            builder.AddIntegrator(definition);
        });

        (ConnectResult result, _) = await engine.SendAsync(Engine.Endpoint("http://127.0.0.1/in") with { ApiIntegrator = "Vendor", ResponseKey = "" });

        Assert.Equal("Matched", result.Value);
    }

    private static string Section(string envelope) =>
        "{\"Integrators\":{\"Vendor\":{\"Body\":{\"Envelope\":" + System.Text.Json.JsonSerializer.Serialize(envelope) + "}}},"
        + "\"Adaptors\":{\"map\":{\"Fields\":[{\"Field\":\"email\",\"MappedTo\":\"e\"}]}},"
        + "\"Endpoints\":{\"crm\":{\"ApiUrl\":\"https://crm.example.com\",\"PostDataType\":\"JSON\",\"ApiIntegrator\":\"Vendor\",\"AdaptorId\":\"map\"}}}";
}
