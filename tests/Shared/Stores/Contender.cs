using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>One of several instances that work on a database at the same time. Each saves and appends concurrently, and counts up in an endpoint that all share.</summary>
internal static class Contender
{
    public const int Items = 100;
    public const int Increments = 25;
    public const string SharedId = "shared";

    public static async Task RunAsync(IServiceProvider engine, string name, CancellationToken cancellationToken)
    {
        IEndpointStore endpoints = engine.GetRequiredService<IEndpointStore>();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await Task.WhenAll(Enumerable.Range(0, Items).SelectMany(n => new Task[]
        {
            Task.Run(() => endpoints.SaveAsync(Endpoint($"{name}-{n}", "Own"), cancellationToken).AsTask(), cancellationToken),
            Task.Run(() => log.AppendAsync(Entry($"{name}-{n}"), cancellationToken).AsTask(), cancellationToken),
        }));

        for (int n = 0; n < Increments; n++)
        {
            await IncrementAsync(endpoints, cancellationToken);
        }
    }

    public static ConnectEndpoint Endpoint(string id, string name) =>
        new() { Id = id, Name = name, ApiUrl = "https://crm.example.com/", RequestMethod = RequestMethod.Get };

    private static ConnectLogEntry Entry(string lead) => new() { Timestamp = DateTimeOffset.UtcNow, EndpointId = "crm", LeadId = lead, Result = "ok" };

    private static async Task IncrementAsync(IEndpointStore endpoints, CancellationToken cancellationToken)
    {
        while (true)
        {
            ConnectEndpoint? stored = await endpoints.GetAsync(SharedId, cancellationToken);
            int count = stored is null ? 0 : int.Parse(stored.Name, CultureInfo.InvariantCulture);
            try
            {
                await endpoints.SaveAsync(
                    Endpoint(SharedId, (count + 1).ToString(CultureInfo.InvariantCulture)) with { Version = stored?.Version ?? 0 }, cancellationToken);
                return;
            }
            catch (ConnectConflictException)
            {
                // Another was quicker; its change is loaded and the own one made again.
            }
        }
    }
}
