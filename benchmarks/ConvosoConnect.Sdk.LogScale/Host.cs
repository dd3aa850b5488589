using ConvosoConnect.Sdk.Relational;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.LogScale;

/// <summary>A database to measure: empty at first, or kept by an earlier run.</summary>
internal abstract class Host : IAsyncDisposable
{
    public abstract string Version { get; }

    public abstract string ConnectionString { get; }

    public ServiceProvider Open(bool flushesToDisk) => Open(Use, flushesToDisk);

    public static ServiceProvider Open(Action<ConvosoConnectBuilder> use, bool flushesToDisk)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        use(services.AddConvosoConnect());
        services.Configure<RelationalStoreOptions>(o =>
        {
            o.LogFlushesToDisk = flushesToDisk;
            o.LogQueueCapacity = 8192;
        });
        return services.BuildServiceProvider();
    }

    /// <summary>What a database does by itself some time after much was written.</summary>
    public virtual Task SettleAsync() => Task.CompletedTask;

    public abstract Task<long> BytesAsync();

    public abstract ValueTask DisposeAsync();

    protected abstract void Use(ConvosoConnectBuilder builder);
}
