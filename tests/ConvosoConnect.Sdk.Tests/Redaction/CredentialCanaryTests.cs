using System.Net;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Tests.Support;
using CsCheck;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Redaction;

/// <summary>Unique secrets, encoded by the encoders that receivers really use, once and once more, planted everywhere: none comes through.</summary>
public sealed class CredentialCanaryTests
{
    private static readonly (string Name, Func<string, string> Encode)[] Encoders =
    [
        ("plain", text => text),
        ("RFC 3986", Uri.EscapeDataString),
        ("RFC 3986 lower", LowerPercent),
        ("form", text => WebUtility.UrlEncode(text)),
        ("form lower", text => LowerPercent(text).Replace("%20", "+", StringComparison.Ordinal)),
        ("URL encoder", UrlEncoder.Default.Encode),
        ("JSON minimal", text => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)),
        ("JSON default", JavaScriptEncoder.Default.Encode),
        ("JSON lower", LowerUnicode),
        ("JSON slashes", text => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text).Replace("/", "\\/", StringComparison.Ordinal)),
        ("HTML", HtmlEncoder.Default.Encode),
        ("HTML web utility", text => WebUtility.HtmlEncode(text)),
        ("XML", text => SecurityElement.Escape(text)!),
    ];

    private static readonly string[] Secrets =
    [
        "CANARY-0001",
        "canary 0002/+=&?%41",
        "\"canary\\0003'<&>;",
        "cänärÿ😀0004\r\n",
        "eyJjYW5hcnkiOjB9.MDAwNQ==",
        "канарейка0006",
        "&%+\\\"'/# ~!",
    ];

    private static readonly string[] Letters = [.. "aZ09-._~!*'()%+\\/\"<>&#;= é\u20ac\r\n".Select(letter => letter.ToString()), "😀"];

    public static TheoryData<string, string> Planted { get; } = Plant();

    [Theory]
    [MemberData(nameof(Planted))]
    public void Mask_CanaryInAnyEncoding_DoesNotSurvive(string encoding, string encoded) =>
        Assert.Equal($"[***]{encoding}", new CredentialMask(Secrets).Mask($"[{encoded}]{encoding}"));

    [Fact]
    public void Mask_CanariesInEveryMember_LeavesNoneOfThem()
    {
        string dump = string.Join('|', Planted.Select(row => row.Data.Item2));
        var input = new ConnectInputData { Method = dump, Url = "https://x.test/?" + dump, Body = dump, Headers = [new(dump, dump), new("Cookie", dump)] };
        var mask = new CredentialMask(Secrets);
        ConnectLogEntry entry = LogEntries.Entry() with
        {
            InputData = EntryMask.Mask(input, mask),
            ResponseBody = mask.Mask(dump),
            Attempts = EntryMask.Mask([new() { Reason = dump }], mask),
        };
        string all = JsonSerializer.Serialize(entry);
        Assert.All(Planted, row => Assert.DoesNotContain(row.Data.Item2, all, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", all, StringComparison.OrdinalIgnoreCase);
        Assert.All(["0001", "0002", "0003", "0004", "0006"], number => Assert.DoesNotContain(number, all, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SendAsync_CanariesInResultAndError_LeavesNoneOfThem()
    {
        string dump = string.Join('|', Planted.Select(row => row.Data.Item2));
        await using var engine = new Engine(
            options => (options.LogResultLength, options.LogResponseLength) = (65_536, 1 << 20),
            StubHandler.Under(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($"no|{dump}|end") }));
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint("http://crm.test/") with
        {
            ApiAuthentication = string.Join('&', Secrets.Select((secret, i) => $"token{(char)('a' + i)}={Uri.EscapeDataString(secret)}")),
            ResponseDataType = "TEXT",
            ResponseKey = "",
            SuccessValues = ["yes"],
        });

        Assert.Contains(Planted.First().Data.Item2, result.Value, StringComparison.Ordinal);
        Assert.Equal(ConnectErrorKind.Rejected, entry.ErrorKind);
        Assert.All([entry.Result, entry.ErrorMessage, entry.ResponseBody], text => Assert.Contains("no|***|", text, StringComparison.Ordinal));
        Assert.EndsWith("|***|end", entry.Result, StringComparison.Ordinal);
        string all = $"{entry.Result} {entry.ErrorMessage} {entry.ResponseBody} {JsonSerializer.Serialize(entry.InputData)}";
        Assert.All(Planted, row => Assert.DoesNotContain(row.Data.Item2, all, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", all, StringComparison.OrdinalIgnoreCase);
        Assert.All(["0001", "0002", "0003", "0004", "0006"], number => Assert.DoesNotContain(number, all, StringComparison.Ordinal));
    }

    [Fact]
    public void Mask_RandomSecretEncodedTwice_IsFound() =>
        Gen.Select(
            Gen.Int[0, Letters.Length - 1].Array[4, 24].Select(letters => string.Concat(letters.Select(letter => Letters[letter]))),
            Gen.Int[0, Encoders.Length - 1],
            Gen.Int[0, Encoders.Length - 1])
        .Where((secret, _, _) => !string.IsNullOrWhiteSpace(secret))
        .Sample(
            (secret, first, second) => Assert.Equal(
                "{***}",
                new CredentialMask([secret]).Mask("{" + Encoders[second].Encode(Encoders[first].Encode(secret)) + "}")),
            iter: 3_000,
            threads: 1);

    private static TheoryData<string, string> Plant()
    {
        var rows = new TheoryData<string, string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string secret in Secrets)
        {
            foreach ((string first, Func<string, string> inner) in Encoders)
            {
                foreach ((string second, Func<string, string> outer) in Encoders)
                {
                    string encoded = outer(inner(secret));
                    if (seen.Add(encoded))
                    {
                        rows.Add($"{first} in {second}", encoded);
                    }
                }
            }
        }

        return rows;
    }

    private static string LowerPercent(string text) => Lower(Uri.EscapeDataString(text), '%', 0, 2);

    private static string LowerUnicode(string text) => Lower(JavaScriptEncoder.Default.Encode(text), '\\', 2, 4);

    private static string Lower(string text, char escape, int skip, int digits)
    {
        var lower = new StringBuilder(text);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == escape && (skip == 0 || (i + 1 < text.Length && text[i + 1] == 'u')))
            {
                int from = i + Math.Max(1, skip);
                for (int k = from; k < from + digits; k++)
                {
                    lower[k] = char.ToLowerInvariant(lower[k]);
                }
            }
        }

        return lower.ToString();
    }
}
