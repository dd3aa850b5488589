using System.Data.Common;
using ConvosoConnect.Sdk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QuickStart;
using QuickStart.Checks;
using QuickStart.Crm;
using QuickStart.Pages;
using Spectre.Console;

if (Arguments.Read(args, out int exitCode) is not { } arguments)
{
    return exitCode;
}

// The other side: a receiver on this machine.
IConfigurationRoot settings = Settings.Read();
await using CrmReceiver crm = await CrmReceiver.StartAsync(settings.GetSection("Receiver"));
CancellationToken stopping = crm.Stopping;

// This side: the engine, with endpoints and adaptors from appsettings.json and leads from leads.csv.
IReadOnlyList<LeadRecord> leads = LeadFile.Read();
var services = new ServiceCollection();
arguments.Storage.Use(services.AddConvosoConnect(Settings.PointTo(settings, crm.Url).GetSection("ConvosoConnect")).UseLeads(leads));
await using ServiceProvider provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<IConvosoConnectClient>();
var log = provider.GetRequiredService<IConnectLogStore>();
IReadOnlyList<ConnectEndpoint> all = await provider.GetRequiredService<IEndpointStore>().ListAsync(cancellationToken: stopping);
ConnectEndpoint[] endpoints = [.. all.Where(e => e.Id != "portal")];
Screen screen = Screen.Open();

try
{
    EarlierRuns earlier = await EarlierRuns.ReadAsync(log, stopping);
    screen.Line("[bold]ConvosoConnect.Sdk: the way of a lead, from the preview to the log[/]");
    screen.Line($"[grey]The log is kept in {Markup.Escape($"{arguments.Storage}")}.\nIt holds {earlier}.[/]");
    screen.Chapter("Preview", "What the endpoint 'Lead API' would send for the first lead. Nothing goes out.");
    PreviewPage.Show(screen, await client.PreviewAsync("api", leads[0], stopping));

    screen.Chapter("Send", $"{leads.Count} leads through {endpoints.Length} endpoints, to a receiver at {crm.Url}.");
    IReadOnlyList<Delivery> deliveries = await new SendingPage(screen, client, arguments.Verbose).RunAsync(endpoints, leads, stopping);

    screen.Chapter("Diagnose", "A test of the endpoint 'Partner portal', which answers 200 with a login page.");
    ConnectResult failure = await client.TestAsync("portal", cancellationToken: stopping);
    DiagnosisPage.Show(screen, failure);

    screen.Chapter("Log", "Every call is in it.");
    LogPage.Show(screen, await log.QueryAsync(earlier.SinceThen, stopping), earlier);

    screen.Chapter("Input data", "What one entry, found by phone number, keeps of its request.");
    ConnectLogQuery search = earlier.SinceThen with { EndpointId = "form", Search = "(702) 555-0100" };
    PreviewPage.ShowRequest(screen, (await log.QueryAsync(search, stopping)).Entries[0].InputData!);

    screen.Chapter("Export", "The log of this run as a CSV file.");
    await LogFile.WriteAsync(log, earlier.SinceThen, stopping);
    screen.Item("[green]✓[/]", $"{LogFile.Name} is written to the current folder: {LogFile.Count()} rows.");

    screen.Chapter("Check", "What the receiver got, compared with what was sent.");
    var expect = new Expectations(screen);
    var verification = new Verification(expect, crm, leads);
    verification.Deliveries(endpoints, deliveries);
    verification.Bytes();
    verification.Failure(failure);
    await verification.LogAsync(log, earlier, stopping);
    await verification.CredentialsAsync(all, screen, stopping);
    return expect.Finish();
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 130;
}
catch (Exception exception) when (exception is DbException or InvalidOperationException or NotSupportedException or TimeoutException)
{
    Console.Error.WriteLine($"The log could not be kept in {arguments.Storage}: {exception.Message}");
    return 1;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"{LogFile.Name} could not be written: {exception.Message} Start QuickStart from a folder that you may write to.");
    return 1;
}
