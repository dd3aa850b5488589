using Batch;
using ConvosoConnect.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

// Sends 20,000 leads to a receiver on this machine, is stopped after the first 7,000, and goes on from a place that was saved some leads before, as after a crash.

const int Leads = 20_000;
const int StopAfter = 7_000;
const int SentAgain = 500;

Console.OutputEncoding = System.Text.Encoding.UTF8;
IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false } });
console.Profile.Width = 120;
await using Receiver receiver = await Receiver.StartAsync();
await using ConvosoConnectEngine engine = ConvosoConnectEngine.Create("batch", builder => builder.Services.AddConvosoConnect(options =>
{
    // For a receiver on this machine alone: a real one has https and a public address.
    options.AllowHttp = true;
    options.AllowedNetworks = ["127.0.0.0/8"];
}));
await engine.Adaptors.SaveAsync(new Adaptor
{
    Id = "contact",
    Name = "Contact",
    Fields =
    [
        new FieldMapping { Field = "id", MappedTo = "id" },
        new FieldMapping { Field = "first_name", MappedTo = "name" },
        new FieldMapping { Field = "phone_number", MappedTo = "phone" },
    ],
});
await engine.Endpoints.SaveAsync(new ConnectEndpoint
{
    Id = "crm",
    Name = "CRM",
    ApiUrl = receiver.Url,
    PostDataType = PostDataTypes.Json,
    ResponseKey = "id",
    AdaptorId = "contact",
    Delivery = new DeliveryRules { IdempotencyHeader = Receiver.KeyHeader },
});

var import = new Import(engine.Client, Leads);
bool isComplete = await RunAsync(StopAfter);
console.WriteLine($"Stopped: {import.Done} leads are done, {import.Summary!.NotSent} of those taken from the source were not sent.");
bool wasStopped = !isComplete && import.Done >= StopAfter;
import.GoBack(SentAgain);
isComplete = await RunAsync(stopAfter: null);
console.WriteLine($"Resumed: {import.Done} leads are done, the last run sent {import.Summary!.Succeeded}.");
console.WriteLine($"The receiver has {receiver.Leads} leads, {receiver.Doubles} of them twice; it dropped {receiver.Dropped} requests whose key it knew.");
return wasStopped && isComplete && (receiver.Leads, receiver.Doubles, receiver.Dropped) == (Leads, 0, SentAgain) ? 0 : 1;

// One run under a progress bar, which shows only where somebody watches.
async Task<bool> RunAsync(int? stopAfter)
{
    using var stopping = new CancellationTokenSource(TimeSpan.FromMinutes(1));
    return await console.Progress().AutoClear(true).StartAsync(async progress =>
    {
        ProgressTask bar = progress.AddTask("Leads", maxValue: Leads);
        return await import.RunAsync(
            done =>
            {
                bar.Value = done;
                if (done == stopAfter)
                {
                    stopping.Cancel();
                }
            },
            stopping.Token);
    });
}
