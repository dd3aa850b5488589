using System.Net;
using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Conformance;
using ConvosoConnect.Sdk.Integrators;
using CustomIntegrator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

// Registers a template of one's own, sends one lead through it to a receiver on this machine, shows the request and the result, and proves the
// template: by the cases that every integrator must pass, and by its own examples. A test project does the latter in the same way; see CONTRIBUTING.md.

Console.OutputEncoding = System.Text.Encoding.UTF8;

// Acme's side.
WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
await using WebApplication acme = builder.Build();
acme.Run(context =>
{
    context.Response.ContentType = "application/json";
    return context.Response.WriteAsync("""{"outcome":"created","contact":{"id":"acme-17"}}""");
});
await acme.StartAsync();

// This side: one line registers the template, and endpoints name it as their API Integrator.
var services = new ServiceCollection();
services.AddConvosoConnect(options =>
{
    // For a receiver on this machine alone: Acme proper has https and a public address.
    options.AllowHttp = true;
    options.AllowedNetworks = ["127.0.0.0/8"];
}).AddIntegrator<AcmeCrmTemplate>();
await using ServiceProvider provider = services.BuildServiceProvider();

Adaptor adaptor = await provider.GetRequiredService<IAdaptorStore>().SaveAsync(new Adaptor
{
    Name = "Acme contact",
    Fields =
    [
        new FieldMapping { Field = "email", MappedTo = "email" },
        new FieldMapping { Field = "first_name", MappedTo = "given_name" },
        new FieldMapping { Field = "phone_number", MappedTo = "phone" },
        new FieldMapping { Field = "city", MappedTo = "city" },
    ],
});
ConnectEndpoint endpoint = await provider.GetRequiredService<IEndpointStore>().SaveAsync(new ConnectEndpoint
{
    Name = "Acme",
    ApiUrl = $"{acme.Urls.Single()}/contacts",
    AuthorizationHeader = "Authorization: Bearer demo-acme-token",
    ApiIntegrator = "Acme CRM",
    AdaptorId = adaptor.Id,
});

var lead = new LeadRecord
{
    Id = "4711",
    Lead = new Dictionary<string, LeadValue> { ["email"] = "zoe@example.com", ["first_name"] = "Zoë \"Zo\"", ["phone_number"] = "7025550100", ["city"] = "" },
};
ConnectResult result = await provider.GetRequiredService<IConvosoConnectClient>().SendAsync(endpoint.Id, lead);

ConnectInputData sent = (await provider.GetRequiredService<IConnectLogStore>().GetAsync(result.LogId!.Value))!.InputData!;
Console.WriteLine($"{sent.Method} {sent.Url}");
foreach ((string name, string value) in sent.Headers)
{
    Console.WriteLine($"{name}: {value}");
}

Console.WriteLine($"\n{sent.Body}\n");
Console.WriteLine(result.Succeeded ? $"Accepted with {result.StatusCode}: {result.Value}" : $"Failed. {result.Error}");

foreach (ConformanceCase<IIntegratorTemplate> @case in IntegratorConformance.Cases)
{
    await @case.RunAsync(_ => new(new AcmeCrmTemplate()));
}

string file = Path.Combine(AppContext.BaseDirectory, "AcmeCrm.examples.json");
foreach (ConformanceCase example in new IntegratorExamples(file, builder => builder.AddIntegrator<AcmeCrmTemplate>()).Cases)
{
    await example.RunAsync();
    Console.WriteLine($"Proven: {example}");
}

return result.Succeeded ? 0 : 1;
