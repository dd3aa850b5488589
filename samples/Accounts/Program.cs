using System.Globalization;
using Accounts;
using ConvosoConnect.Sdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;

// Three accounts in one host, each with its own endpoints, adaptors, log and rules; and a fourth that is made while the app runs.

Console.OutputEncoding = System.Text.Encoding.UTF8;
await using Receiver receiver = await Receiver.StartAsync();
HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
builder.Configuration.SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json").AddInMemoryCollection(
[
    // The one thing that the file cannot know: the port of the receiver.
    new("Accounts:Acme:Endpoints:crm:ApiUrl", receiver.UrlOf("acme")),
    new("Accounts:Globex:Endpoints:crm:ApiUrl", receiver.UrlOf("globex")),
]);
IConfigurationSection accounts = builder.Configuration.GetSection("Accounts");

// Acme and Globex are configured in the file, Globex with delivery rules. Initech keeps all it has in a database.
builder.Services.AddConvosoConnect("acme", accounts.GetSection("Acme"));
builder.Services.AddConvosoConnect("globex", accounts.GetSection("Globex")).UseResilience();
builder.Services.AddConvosoConnect("initech", OpenToThisMachine).UseSqlite("Data Source=initech.db");
builder.Services.AddSingleton<CallCenter>();
using IHost host = builder.Build();
await host.StartAsync();
await Contacts.SaveAsync(host.Services.GetRequiredKeyedService<ConvosoConnectEngine>("initech"), receiver.UrlOf("initech"));
await host.Services.GetRequiredService<CallCenter>().SendAsync();

// A tenant that nobody knew at start. It has logging, clock and meters from the host, and ends where this block ends.
await using ConvosoConnectEngine tenant = ConvosoConnectEngine.Create("tenant-7", engine => engine.Services.AddConvosoConnect(OpenToThisMachine), host.Services);
await Contacts.SaveAsync(tenant, receiver.UrlOf("tenant-7"));
await CallCenter.SendAsync(tenant.Client);

string[] names = ["acme", "globex", "initech"];
ConvosoConnectEngine[] engines = [.. names.Select(name => host.Services.GetRequiredKeyedService<ConvosoConnectEngine>(name)), tenant];
bool isAsExpected = true;
Table table = new Table().Border(TableBorder.Rounded).AddColumns("Account", "Endpoint crm", "Last request", "Response", "In its log", "Attempts");
foreach (ConvosoConnectEngine engine in engines)
{
    IReadOnlyList<ConnectLogEntry> entries = (await engine.Log.QueryAsync(new ConnectLogQuery { Outcome = ConnectLogOutcome.Succeeded })).Entries;
    ConnectEndpoint endpoint = (await engine.Endpoints.GetAsync("crm"))!;
    int attempts = entries.Sum(e => Math.Max(1, e.Attempts.Count));
    isAsExpected &= entries.Count >= 3
        && entries.Take(3).All(e => e.Result!.StartsWith(engine.Account!, StringComparison.Ordinal))
        && (engine.Account != "globex" || attempts == 4);
    table.AddRow(
        new Text(engine.Account!),
        new Text(endpoint.Name),
        new Text(entries[0].InputData!.Body!),
        new Text(entries[0].Result!),
        new Text(string.Create(CultureInfo.InvariantCulture, $"{entries.Count} calls")),
        new Text(attempts.ToString(CultureInfo.InvariantCulture)));
}

IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false } });
console.Profile.Width = 120;
console.Write(table);
console.WriteLine(isAsExpected ? "Each account sent its own requests and kept its own log." : "Something went another way than expected.");
await host.StopAsync();
return isAsExpected ? 0 : 1;

// For a receiver on this machine alone: a real one has https and a public address.
static void OpenToThisMachine(ConvosoConnectOptions options) => (options.AllowHttp, options.AllowedNetworks) = (true, ["127.0.0.0/8"]);
