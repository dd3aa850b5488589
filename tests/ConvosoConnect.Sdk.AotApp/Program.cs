using System.CommandLine;
using System.Text.Json;
using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.AotApp;
using Microsoft.Extensions.DependencyInjection;

// The engine as a native program: what works under the runtime must work here too. Prints a line for each thing that held, and ends with 0 only if all did.

var sqlite = new Option<string>("--sqlite") { Description = "the SQLite file", Required = true };
var postgres = new Option<string>("--postgres") { Description = "a connection string: does the same on PostgreSQL" };
var command = new RootCommand("Sends leads through ConvosoConnect.Sdk and reads them back from its stores.") { sqlite, postgres };
command.SetAction(async (arguments, cancellationToken) =>
{
    await using Receiver receiver = await Receiver.StartAsync();
    var checks = new Checks();
    const string lead = """{"id":"1","lead":{"tags":["a","b"],"age":1.10,"born":{"$date":"2000-02-29"}},"callLog":{"status":"HU"}}""";
    checks.Equal(lead, JsonSerializer.Serialize(LeadRecord.FromJson(lead), LeadContext.Default.LeadRecord), "leads go through JSON");
    checks.Equal(lead, JsonSerializer.Deserialize(lead, LeadContext.Default.LeadRecord)?.ToJson(), "leads go through source-generated JSON");
    await new StoreRound("sqlite", receiver, checks, b => b.UseSqlite($"Data Source={arguments.GetRequiredValue(sqlite)}")).RunAsync(cancellationToken);
    if (arguments.GetValue(postgres) is { } connection)
    {
        await new StoreRound("postgres", receiver, checks, b => b.UsePostgreSql(connection)).RunAsync(cancellationToken);
    }

    return checks.Failed == 0 ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();
