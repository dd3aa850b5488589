using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.StoreVictim;

/// <summary>
/// A program of its own that works on a database, to be killed or to compete:
/// <c>sqlite|postgres &lt;connection string&gt; &lt;schema&gt; send|send-unflushed|contend &lt;name&gt;</c>. Of each send that has returned it prints the lead's id and the log's
/// id; of anything unexpected, a line that begins with <c>!</c>.
/// </summary>
internal static class Program
{
    private const int Senders = 16;

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [var store, var connection, var schema, var task, var name])
        {
            await Console.Error.WriteLineAsync("Usage: StoreVictim sqlite|postgres <connection string> <schema> send|send-unflushed|contend <name>");
            return 2;
        }

        await using ServiceProvider engine = StubEngine.Build(
            builder => _ = store == "sqlite" ? builder.UseSqlite(connection) : builder.UsePostgreSql(connection, o => o.Schema = schema),
            stores: options => options.LogFlushesToDisk = task != "send-unflushed");
        if (task == "contend")
        {
            await Contender.RunAsync(engine, name, CancellationToken.None);
            return 0;
        }

        await StubEngine.SaveAsync(engine);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendForeverAsync(engine, $"{name}-{sender}"))));
        return 0;
    }

    private static async Task SendForeverAsync(ServiceProvider engine, string sender)
    {
        IConvosoConnectClient client = engine.GetRequiredService<IConvosoConnectClient>();
        for (int n = 0; ; n++)
        {
            LeadRecord lead = StubEngine.Lead($"{sender}-{n}");
            ConnectResult result = await client.SendAsync(StubEngine.EndpointId, lead);

            // The console writes each line at once and as a whole, so a line that was begun is one of a send that had returned.
            Console.WriteLine(result is { Succeeded: true, LogId: { } id } ? $"{lead.Id} {id} ." : $"! {result.Error?.Message} {result.LogError}");
        }
    }
}
