using System.Globalization;
using ConvosoConnect.Sdk;
using Spectre.Console;

namespace QuickStart.Pages;

/// <summary>Shows how a batch goes: progress bars for somebody who watches, a line a request when asked for, then a table.</summary>
internal sealed class SendingPage(Screen screen, IConvosoConnectClient client, bool verbose)
{
    private const int MostRefused = 5;

    public async Task<IReadOnlyList<Delivery>> RunAsync(
        IReadOnlyList<ConnectEndpoint> endpoints, IReadOnlyList<LeadRecord> leads, CancellationToken cancellationToken)
    {
        IReadOnlyList<Delivery> deliveries = verbose || !screen.IsWatched
            ? await Batch.SendAsync(client, endpoints, leads, verbose ? ShowLine : _ => { }, cancellationToken)
            : await screen.Progress().StartAsync(async progress =>
            {
                Dictionary<string, ProgressTask> bars = endpoints.ToDictionary(e => e.Id, e => progress.AddTask(Markup.Escape(e.Name), maxValue: leads.Count));
                return await Batch.SendAsync(client, endpoints, leads, d => bars[d.Endpoint.Id].Increment(1), cancellationToken);
            });

        ShowTable(endpoints, deliveries);
        Delivery[] refused = [.. deliveries.Where(d => !d.Result.Succeeded)];
        foreach (Delivery delivery in refused.Take(MostRefused))
        {
            screen.Item("[yellow]![/]", $"Lead {delivery.Lead.Id}, {delivery.Endpoint.Name}: {delivery.Result.Error!.Message}");
        }

        if (refused.Length > MostRefused)
        {
            screen.Item("[yellow]![/]", $"… and {refused.Length - MostRefused} more");
        }

        return deliveries;
    }

    private void ShowTable(IReadOnlyList<ConnectEndpoint> endpoints, IReadOnlyList<Delivery> deliveries)
    {
        Table table = Screen.Table("Endpoint", "Request", "Answer", "Sent", "Accepted", "Refused", "Median", "A result");
        foreach (ConnectEndpoint endpoint in endpoints)
        {
            Delivery[] own = [.. deliveries.Where(d => d.Endpoint.Id == endpoint.Id).OrderBy(d => d.Result.Duration)];
            int accepted = own.Count(d => d.Result.Succeeded);
            table.AddRow(
                new Text(endpoint.Name),
                new Text(endpoint.RequestMethod == RequestMethod.Get ? "GET" : $"POST {endpoint.ApiIntegrator ?? endpoint.PostDataType}"),
                new Text(endpoint.ResponseDataType),
                new Text(Number(own.Length)),
                new Text(Number(accepted), new Style(Color.Green)),
                new Text(Number(own.Length - accepted), new Style(own.Length == accepted ? Color.Grey : Color.Yellow)),
                new Text(Milliseconds(own[own.Length / 2].Result.Duration)),
                new Text(own.MinBy(d => d.Lead.Id)!.Result.Value ?? ""));
        }

        for (int i = 3; i <= 6; i++)
        {
            table.Columns[i].RightAligned();
        }

        screen.Show(table);
    }

    private void ShowLine(Delivery delivery)
    {
        ConnectResult result = delivery.Result;
        string mark = result.Succeeded ? "[green]✓[/]" : "[yellow]![/]";
        string answer = result.Value is { } value ? value : result.Error!.Message;
        screen.Line(
            $"  {mark} {Markup.Escape(delivery.Lead.Id)} {Markup.Escape(delivery.Endpoint.Name),-16} {result.StatusCode} "
            + $"{Milliseconds(result.Duration),8}  {Markup.Escape(answer.Length > 50 ? answer[..49] + "…" : answer)}");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.0 ms", CultureInfo.InvariantCulture);
}
