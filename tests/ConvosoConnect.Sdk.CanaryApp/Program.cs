using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Reliability.Tests.Canaries;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

// Sends through configurations full of secrets and prints all that the engine says of it, as a careless app would: standard output and error must hold none.

await using LoopbackServer receiver = await CanaryScene.StartReceiverAsync();
foreach (CanaryScene scene in CanaryScene.All)
{
    Console.WriteLine($"Scene {scene.Name}");
    var services = new ServiceCollection();
    services.AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Error).SetMinimumLevel(LogLevel.Trace));
    ConvosoConnectBuilder builder = scene.AddTo(services);
    scene.Build?.Invoke(builder);
    await using ServiceProvider engine = services.BuildServiceProvider();
    IEndpointStore endpoints = engine.GetRequiredService<IEndpointStore>();
    Console.WriteLine(await engine.GetRequiredService<IAdaptorStore>().SaveAsync(CanaryScene.Adaptor));
    ConnectEndpoint endpoint = await endpoints.SaveAsync(scene.Endpoint(receiver.Url));
    Console.WriteLine(endpoint);
    IConvosoConnectClient client = engine.GetRequiredService<IConvosoConnectClient>();
    Console.WriteLine(await client.PreviewAsync("crm", CanaryScene.Lead));
    ConnectResult result = await client.SendAsync("crm", CanaryScene.Lead);
    Console.WriteLine($"{result.Error} {result.Diagnosis} {result.LogError}");
    foreach (DiagnosisStep step in result.Diagnosis?.Steps ?? [])
    {
        Console.WriteLine(step);
    }

    try
    {
        await endpoints.SaveAsync(endpoint with { AuthorizationHeader = endpoint.AuthorizationHeader + "\r\n" });
    }
    catch (ConnectValidationException exception)
    {
        Console.Error.WriteLine(exception);
    }
}
