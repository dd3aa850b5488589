using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace CustomStore;

/// <summary>All cases that the three stores must hold, each run in a folder of its own.</summary>
public static class Conformance
{
    /// <summary>The cases by name.</summary>
    public static IReadOnlyDictionary<string, Func<CancellationToken, Task>> Cases { get; } = new Dictionary<string, Func<CancellationToken, Task>>(
    [
        .. EndpointStoreConformance.Cases.Select(c => Run(c, Pair)),
        .. AdaptorStoreConformance.Cases.Select(c => Run(c, Pair)),
        .. LogStoreConformance.Cases.Select(c => Run(c, s => s.GetRequiredService<IConnectLogStore>())),
        .. EndpointStoreConformance.DurableCases.Select(c => Reopen(c, Pair)),
        .. AdaptorStoreConformance.DurableCases.Select(c => Reopen(c, Pair)),
        .. LogStoreConformance.DurableCases.Select(c => Reopen(c, s => s.GetRequiredService<IConnectLogStore>())),
    ]);

    private static StorePair Pair(IServiceProvider services) =>
        new(services.GetRequiredService<IEndpointStore>(), services.GetRequiredService<IAdaptorStore>());

    private static KeyValuePair<string, Func<CancellationToken, Task>> Run<T>(ConformanceCase<T> @case, Func<IServiceProvider, T> get)
        where T : notnull => new(@case.Name, token => InFolderAsync(folder => @case.RunAsync(_ => new(get(Open(folder))), token)));

    private static KeyValuePair<string, Func<CancellationToken, Task>> Reopen<T>(ConformanceCase<Reopenable<T>> @case, Func<IServiceProvider, T> get)
        where T : notnull =>
        new(@case.Name, token => InFolderAsync(folder => @case.RunAsync(_ => new(new Reopenable<T>(_ => new(get(Open(folder))))), token)));

    private static ServiceProvider Open(string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddConvosoConnect().UseJsonFiles(folder);
        return services.BuildServiceProvider();
    }

    private static async Task InFolderAsync(Func<string, Task> run)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("custom-store-");
        try
        {
            await run(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
