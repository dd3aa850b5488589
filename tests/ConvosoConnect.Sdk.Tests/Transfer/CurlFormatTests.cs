using System.Diagnostics;
using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using ConvosoConnect.Sdk.Transfer;
using CsCheck;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Transfer;

public sealed class CurlFormatTests
{
    private const string Hostile = "it's \"q\" $(touch x) `id` $HOME !! \\ \\n %s ; & | > < * ? ~ {a,b} #\n\r\t\u0001\u001b[31m\u007f\u0085\u202e\u200b\ud83d\ude00 Ä\u00e9 'end'\\";

    [Fact]
    public async Task Format_LoggedCall_IsMaskedAndReadable()
    {
        await using var engine = new Engine();
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("{\"ok\":1}");
        (_, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint(server.Url + "/in?list=7&token=s3cr3t-of-url") with { AuthorizationHeader = "Authorization: Bearer s3cr3t" });

        string command = CurlCommand.Format(entry);

        Assert.StartsWith($"curl --globoff --url '{server.Url}/in?list=7&token=***' \\\n  -H '", command, StringComparison.Ordinal);
        Assert.Contains(" \\\n  -H 'Authorization: ***' \\\n", command, StringComparison.Ordinal);
        Assert.EndsWith(" \\\n  --data-raw '{\"email\":\"ann@example.com\",\"name\":\"Änn \\\"A\\\"\"}'", command, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", command, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", command, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Format_HostileValues_ReachCurlAsTheyAre()
    {
        string folder = Directory.CreateTempSubdirectory("convoso-connect-curl-").FullName;
        try
        {
            string[] words = RunInBash(CurlCommand.Format(Entry("PA'TCH", "https://x.example.com/'$(id)`id`?a=\u0007", [new("X-Note", Hostile), new("X-Empty", "")], Hostile)), folder);

            Assert.Equal(
                [
                    "--globoff", "-X", "PA'TCH", "--url", "https://x.example.com/'$(id)`id`?a=\u0007", "-H", "X-Note: " + Hostile, "-H", "X-Empty;", "--data-raw", Hostile,
                ],
                words);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Format_AnyText_ReachesCurlAsItIs()
    {
        Gen<string> text = Gen.OneOf(Gen.Char['\u0001', '\u024f'], Gen.Char["'\"\\$`!\n\r\t%xu0{}()"], Gen.Char['\u2000', '\u2070']).Array[0, 12].Select(c => new string(c));

        // One process for many texts.
        text.Array[200].Sample(
            texts => Assert.Equal(
                texts,
                RunInBash(string.Join('\n', texts.Select(t => CurlCommand.Format(Entry("POST", "u", [], t)))), Path.GetTempPath()).Chunk(5).Select(call => call[4])),
            iter: 5);
    }

    [Fact]
    public void Format_ThenParse_GivesTheRequestBack()
    {
        var curl = CurlCommand.Parse(CurlCommand.Format(Entry(
            "POST", "https://x.example.com/in?a=1", [new("X-Note", Hostile), new("Content-Type", "application/x-www-form-urlencoded"), new("Content-Length", "7")], "k=it's")));

        Assert.Equal("X-Note: " + Hostile.Replace("|", "\\|", StringComparison.Ordinal) + " ", curl.Endpoint.AuthorizationHeader);
        Assert.Equal("https://x.example.com/in?a=1", curl.Endpoint.ApiUrl);
        Assert.Equal(("k", "it's"), (curl.Adaptor.Fields[0].MappedTo, curl.Adaptor.Fields[0].DefaultValue));
    }

    [Fact]
    public void Format_NulAndHalfPairs_AreReplaced() => Assert.Equal(
        "curl --globoff --url 'u' \\\n  --data-raw $'a\uFFFDb\uFFFDc'", CurlCommand.Format(Entry("POST", "u", [], "a\0b\ud800c")));

    [Fact]
    public void Format_NothingSent_Throws()
    {
        var thrown = Assert.Throws<ArgumentException>(() => CurlCommand.Format(new ConnectLogEntry { Id = 7, Timestamp = DateTimeOffset.UnixEpoch, EndpointId = "crm" }));

        Assert.StartsWith("The log entry 7 has no request, because nothing was sent. Choose another entry.", thrown.Message, StringComparison.Ordinal);
    }

    private static ConnectLogEntry Entry(string method, string url, IReadOnlyList<KeyValuePair<string, string>> headers, string? body) => new()
    {
        Timestamp = DateTimeOffset.UnixEpoch,
        EndpointId = "crm",
        InputData = new() { Method = method, Url = url, Headers = headers, Body = body },
    };

    // The function stands in for curl and shows its arguments, each ended by NUL, which no argument can hold.
    private static string[] RunInBash(string command, string folder)
    {
        var start = new ProcessStartInfo(Requirement.Binary("bash", "bash"), ["--norc"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        using Process bash = Process.Start(start)!;
        Task<string> output = bash.StandardOutput.ReadToEndAsync(Engine.Token);
        bash.StandardInput.Write("curl() { printf '%s\\0' \"$@\"; }\n" + command + "\n");
        bash.StandardInput.Close();
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
        return output.GetAwaiter().GetResult().Split('\0')[..^1];
    }
}
