using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConvosoConnect.Sdk.Tests;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace ConvosoConnect.Sdk.Reliability.Tests.Canaries;

/// <summary>Secrets in every slot, whatever goes wrong, and then a search for them wherever the engine says or keeps anything.</summary>
public sealed class RedactionTests
{
    private static readonly JsonSerializerOptions AsText = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_CanariesInEverySlot_NoneIsFoundInAnyPlace()
    {
        var finder = new Finder();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("canaries-");
        try
        {
            await using LoopbackServer receiver = await CanaryScene.StartReceiverAsync();
            string file = Path.Combine(folder.FullName, "log.db");
            await RunAllAsync(finder, receiver, "memory", _ => { });
            await RunAllAsync(finder, receiver, "SQLite", builder => builder.UseSqliteLog($"Data Source={file}"), () => finder.Search(
                "SQLite file", string.Concat(folder.EnumerateFiles().Select(Read))));

            // The finder is not blind: the secrets were on the wire.
            string wire = string.Concat(receiver.Requests.Select(r => $"{r.Target} {string.Join(' ', r.Headers.Values)} {r.Text}"));
            Assert.All(Canary.All.Where(c => c != Canary.Basic), canary => Assert.Contains(canary.Core, wire, StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(finder.Summary);
        Assert.True(finder.Leaks.Count == 0, string.Join('\n', finder.Leaks));
    }

    [Fact]
    public async Task SendAsync_CanariesInEverySlot_NoneIsFoundInPostgreSql()
    {
        var finder = new Finder();
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        await using LoopbackServer receiver = await CanaryScene.StartReceiverAsync();

        await RunAllAsync(finder, receiver, "PostgreSQL", builder => builder.UsePostgreSqlLog(server.ConnectionString));

        await using var connection = new NpgsqlConnection($"{server.ConnectionString};Pooling=False");
        await connection.OpenAsync(Token);
        const string everything = "SELECT encode(document, ''escape'') AS d, r.* FROM convoso_connect.connect_log r JOIN convoso_connect.connect_log_documents USING (id)";
        await using var command = new NpgsqlCommand($"SELECT query_to_xml('{everything}', true, false, '')::text", connection);
        string rows = (string)(await command.ExecuteScalarAsync(Token))!;
        finder.Search("PostgreSQL rows", rows);
        Assert.Contains("4711", rows, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper!.WriteLine(finder.Summary);
        Assert.True(finder.Leaks.Count == 0, string.Join('\n', finder.Leaks));
    }

    [Fact]
    public async Task Run_ProgramWithAllScenes_PrintsNoCanary()
    {
        string tests = typeof(RedactionTests).Assembly.GetName().Name!;
        string[] parts = AppContext.BaseDirectory.Split(tests);
        var start = new ProcessStartInfo(
            Requirement.Binary("dotnet", "dotnet-sdk-10.0"), ["exec", $"{string.Join(tests, parts[..^1])}ConvosoConnect.Sdk.CanaryApp{parts[^1]}ConvosoConnect.Sdk.CanaryApp.dll"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
        string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);

        Assert.True(process.ExitCode == 0, await errors);
        Assert.Equal(CanaryScene.All.Count, output.Split("Scene ").Length - 1);
        Assert.Contains("lead 4711 failed", output, StringComparison.Ordinal);
        var finder = new Finder();
        finder.Search("standard output", output);
        finder.Search("standard error", await errors);
        TestContext.Current.TestOutputHelper!.WriteLine(finder.Summary);
        Assert.True(finder.Leaks.Count == 0, string.Join('\n', finder.Leaks));
    }

    [Fact]
    public void Search_PlantedLeaks_AreAllFound()
    {
        foreach (Canary canary in Canary.All)
        {
            foreach (Form form in Forms.All)
            {
                string written = form.Write(canary);
                var finder = new Finder();
                finder.Search("a text", $"before {written} after");
                Assert.Contains(finder.Leaks, leak => leak.StartsWith($"a text holds {canary.Slot}, {form.Name}: ", StringComparison.Ordinal));

                // One of its lines, and either half of one that was cut.
                Assert.All(form.Traces(canary), trace => Assert.NotEmpty(LeaksOf(cut => cut.Search("a text", $"before {trace} after"))));
                Assert.All([written[..(written.Length / 2)], written[(written.Length / 2)..]], half =>
                    Assert.NotEmpty(LeaksOf(cut => cut.SearchCut("a text", $"before {half} after", canary, form, written))));
            }

            // Within a longer text in Base64, wherever it begins.
            Assert.All(Enumerable.Range(0, 6), before =>
            {
                var finder = new Finder();
                finder.Search("a text", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{new string('x', before)}{canary.Secret}yyyy")));
                Assert.NotEmpty(finder.Leaks);
            });
        }

        var clean = new Finder();
        clean.Search("a text", "nothing to see ***");
        Assert.Empty(clean.Leaks);

        static IReadOnlyCollection<string> LeaksOf(Action<Finder> search)
        {
            var finder = new Finder();
            search(finder);
            return finder.Leaks;
        }
    }

    private static async Task RunAllAsync(Finder finder, LoopbackServer receiver, string store, Action<ConvosoConnectBuilder> use, Action? whileOpen = null)
    {
        foreach (CanaryScene scene in CanaryScene.All)
        {
            using var listening = new Listening();
            finder.Scene = $" ({scene})";
            var services = new ServiceCollection();
            services.AddLogging(logging => logging.AddFakeLogging().SetMinimumLevel(LogLevel.Trace));
            ConvosoConnectBuilder builder = scene.AddTo(services);
            use(builder);
            scene.Build?.Invoke(builder);
            await using ServiceProvider engine = services.BuildServiceProvider(validateScopes: true);
            await SearchAsync(finder, engine, scene, receiver, store);
            whileOpen?.Invoke();
            finder.Search("the app's log",
                string.Join('\n', engine.GetFakeLogCollector().GetSnapshot().Select(r => $"{r.Message} {r.Exception} {string.Join(' ', r.StructuredState ?? [])}")));
            finder.Search("traces", listening.Traces);
            finder.Search("metrics", listening.Metrics);
            Assert.NotEmpty(listening.Traces);
            Assert.NotEmpty(listening.Metrics);
        }
    }

    private static async Task SearchAsync(Finder finder, ServiceProvider engine, CanaryScene scene, LoopbackServer receiver, string store)
    {
        ConnectEndpoint endpoint = scene.Endpoint(receiver.Url);
        Adaptor adaptor = await engine.GetRequiredService<IAdaptorStore>().SaveAsync(CanaryScene.Adaptor, Token);
        ConnectEndpoint saved = await engine.GetRequiredService<IEndpointStore>().SaveAsync(endpoint, Token);
        IConvosoConnectClient client = engine.GetRequiredService<IConvosoConnectClient>();
        ConnectPreview preview = await client.PreviewAsync("crm", CanaryScene.Lead, Token);
        ConnectResult result = await client.SendAsync("crm", CanaryScene.Lead, Token);
        finder.Search("previews", $"{preview} {JsonSerializer.Serialize(preview, AsText)}");
        finder.Search("results: error sentences", $"{result.Error} {result.LogError}");
        finder.Search("results: diagnosis", JsonSerializer.Serialize(result.Diagnosis, AsText));
        finder.Search("exceptions", $"{await ThrownAsync(client)} {await ThrownAsync(engine, saved)}");
        finder.Search("endpoint and adaptor as text", $"{saved} {adaptor}");
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        if (log is ThrowingLog)
        {
            Assert.NotNull(result.LogError);
            return;
        }

        var entries = new List<ConnectLogEntry>();
        await foreach (ConnectLogEntry entry in log.StreamAsync(new ConnectLogQuery(), Token))
        {
            entries.Add(entry);
        }

        using var csv = new MemoryStream();
        await ConnectLogCsv.WriteAsync(log.StreamAsync(new ConnectLogQuery(), Token), csv, cancellationToken: Token);
        Assert.NotEmpty(entries);
        finder.Search($"log entries in {store}", $"{string.Join(' ', entries)} {JsonSerializer.Serialize(entries, AsText)}");
        finder.Search($"CSV from {store}", Encoding.UTF8.GetString(csv.ToArray()));
    }

    /// <summary>What the caller gets who cancels.</summary>
    private static async Task<Exception> ThrownAsync(IConvosoConnectClient client) =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync("crm", CanaryScene.Lead, new CancellationToken(canceled: true)));

    /// <summary>What the caller gets who saves nonsense that holds the secrets.</summary>
    private static async Task<Exception> ThrownAsync(ServiceProvider engine, ConnectEndpoint endpoint) =>
        await Assert.ThrowsAnyAsync<ConnectValidationException>(async () => await engine.GetRequiredService<IEndpointStore>().SaveAsync(
            endpoint with
            {
                ApiUrl = $"ftp://user:{Canary.UrlQuery.Secret}@{endpoint.ApiUrl}",
                AuthorizationHeader = $"{endpoint.AuthorizationHeader}\r\n|{Canary.Bearer.Secret}",
            },
            Token));

    private static string Read(FileInfo file)
    {
        using FileStream stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
