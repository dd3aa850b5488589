using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConvosoConnect.Sdk.Reliability.Tests.Canaries;

/// <summary>Each secret in each form at the end of a response, of which only a beginning arrived.</summary>
public sealed class CutResponseTests
{
    private const int Cap = 4096;
    private const int LogLength = 2000;

    // An entry masks this much of a text of which it shows LogLength.
    private const int MostMasked = (2 * LogLength) + 4096;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("the wire breaks", "JSON", 200)]
    [InlineData("the wire breaks", "TEXT", 500)]
    [InlineData("the cap", "JSON", 200)]
    [InlineData("the cap", "TEXT", 500)]
    [InlineData("the log's own limit", "TEXT", 200)]
    public async Task SendAsync_ResponseCutWithinACredential_NothingOfItIsFound(string cut, string type, int status)
    {
        byte[] body = [];
        await using FaultServer receiver = FaultServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            int length = cut == "the wire breaks" ? body.Length + 1000 : body.Length;
            await connection.WriteAsync($"HTTP/1.1 {status} Said\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
            await connection.WriteAsync(body);
        });
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddFakeLogging().SetMinimumLevel(LogLevel.Trace));
        var scene = new CanaryScene("cut", e => e with { ResponseDataType = type, ResponseKey = "" });
        scene.AddTo(services);
        services.Configure<ConvosoConnectOptions>(options =>
        {
            options.MaxResponseBytes = cut == "the cap" ? Cap : options.MaxResponseBytes;
            (options.LogResponseLength, options.LogResultLength) = cut == "the log's own limit" ? (LogLength, LogLength) : (options.LogResponseLength, options.LogResultLength);
        });
        await using ServiceProvider engine = services.BuildServiceProvider(validateScopes: true);
        await engine.GetRequiredService<IAdaptorStore>().SaveAsync(CanaryScene.Adaptor, Token);
        await engine.GetRequiredService<IEndpointStore>().SaveAsync(scene.Endpoint(receiver.Url), Token);
        var finder = new Finder();
        foreach (Canary canary in Canary.All)
        {
            foreach (Form form in Forms.All.Where(form => form.Name != "a fragment"))
            {
                string written = form.Write(canary);
                foreach (int length in new[] { written.Length / 2, written.Length * 3 / 4, written.Length - 1 })
                {
                    body = Encoding.ASCII.GetBytes(BodyOf(cut, written, length));
                    await SendAsync(finder, engine, (canary, form, written[..length]), cut);
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(finder.Summary);
        Assert.True(finder.Leaks.Count == 0, string.Join('\n', finder.Leaks));
    }

    private static string BodyOf(string cut, string written, int length)
    {
        const string before = "no: ";
        switch (cut)
        {
            case "the wire breaks":
                return before + written[..length];
            case "the cap":
                return before.PadRight(Cap - length) + written + " and so on";
            default:
                // What is masked becomes short, so that the end of what the entry looks at comes into what it shows.
                var text = new StringBuilder(before);
                while (text.Length + Canary.Bearer.Secret.Length + 1 < MostMasked - length)
                {
                    text.Append(Canary.Bearer.Secret).Append(' ');
                }

                return text.Append(' ', MostMasked - length - text.Length).Append(written).Append(' ', 1000).ToString();
        }
    }

    private static async Task SendAsync(Finder finder, ServiceProvider engine, (Canary Canary, Form Form, string Arrived) end, string cut)
    {
        ConnectResult result = await engine.GetRequiredService<IConvosoConnectClient>().SendAsync("crm", CanaryScene.Lead, Token);
        ConnectLogEntry entry = (await engine.GetRequiredService<IConnectLogStore>().GetAsync(result.LogId!.Value, Token))!;

        // The cut took place, and what stood before it is there.
        Assert.Equal(cut == "the log's own limit", result.Error is null);
        Assert.StartsWith("no: ", entry.ResponseBody, StringComparison.Ordinal);
        Search("results", $"{result.Error} {result.LogError} {string.Join(' ', result.Diagnosis?.Steps.Select(step => step.Finding) ?? [])}");
        Search("log entries", $"{entry.Result} {entry.ResponseBody} {entry.ErrorMessage} {entry}");
        Search("log entries as JSON", JsonSerializer.Serialize(entry));
        Search("the app's log", string.Join('\n', engine.GetFakeLogCollector().GetSnapshot(clear: true).Select(r => $"{r.Message} {r.Exception}")));

        void Search(string place, string text) => finder.SearchCut(place, text, end.Canary, end.Form, end.Arrived);
    }
}
