using System.Globalization;
using System.Text.Json;
using ConvosoConnect.Sdk.Credentials.Tests.Support;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StandardWebhooks;
using Xunit;

namespace ConvosoConnect.Sdk.Credentials.Tests;

/// <summary>Signatures as independent implementations check them: Node's <c>crypto</c>, and the library of Standard Webhooks.</summary>
public sealed class SignatureTests
{
    private const string Webhook = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string FormerWebhook = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private const string Script = """
        const r = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        const key = Buffer.from(r.secret, r.secretEncoding);
        const hmac = require('crypto').createHmac(r.algorithm, key);
        hmac.update(r.before, 'utf8'); hmac.update(Buffer.from(r.body, 'base64'));
        process.stdout.write(hmac.digest(r.encoding));
        """;

    [Theory]
    [InlineData(SignatureAlgorithm.Sha256, BinaryText.Hex, "s3cret-of-ours", BinaryText.Utf8, "")]
    [InlineData(SignatureAlgorithm.Sha512, BinaryText.Base64, "00ff10ab00ff10ab", BinaryText.Hex, "{timestamp}.")]
    [InlineData(SignatureAlgorithm.Sha384, BinaryText.Hex, "AP8QqwD/EKs=", BinaryText.Base64, "{method}\n{path}\n{timestamp}\n")]
    [InlineData(SignatureAlgorithm.Sha1, BinaryText.Hex, "schlüssel", BinaryText.Utf8, "{id}:")]
    public async Task Hmac_OfEachForm_IsTheOneOfNode(SignatureAlgorithm algorithm, BinaryText encoding, string secret, BinaryText secretEncoding, string before)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var lab = new Lab(b => b.AddHmacSignature("signed", o =>
        {
            (o.Secret, o.SecretEncoding, o.Algorithm, o.Encoding) = (secret, secretEncoding, algorithm, encoding);
            (o.SignedContent, o.Value, o.TimestampHeader) = (before + "{body}", "t={timestamp},id={id},v1={signature}", "X-Time");
        }));

        var sent = await lab.SendAsync(Lab.Endpoint(receiver.Url + "/leads?a=1", "signed"));

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Seen seen = receiver.Last;
        string[] value = seen.Header("X-Signature")!.Split(',');
        string time = seen.Header("X-Time")!;
        Assert.Equal($"t={time}", value[0]);
        string expected = await NodeScript.RunAsync(
            Script,
            JsonSerializer.Serialize(new
            {
                secret,
                secretEncoding = secretEncoding == BinaryText.Utf8 ? "utf8" : secretEncoding == BinaryText.Hex ? "hex" : "base64",
                algorithm = algorithm.ToString().ToUpperInvariant(),
                encoding = encoding == BinaryText.Hex ? "hex" : "base64",
                before = before.Replace("{timestamp}", time, StringComparison.Ordinal).Replace("{method}", "POST", StringComparison.Ordinal)
                    .Replace("{path}", "/leads?a=1", StringComparison.Ordinal).Replace("{id}", value[1]["id=".Length..], StringComparison.Ordinal),
                body = Convert.ToBase64String(seen.Body),
            }),
            Lab.Token);
        Assert.Equal($"v1={expected}", value[2]);
        await lab.HoldsNoneAsync(sent, secret, expected);
    }

    [Fact]
    public async Task Hmac_OfTheMethod_IsOfTheOneThatTheIntegratorSends()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var lab = new Lab(b => b.AddHmacSignature("signed", o => (o.Secret, o.SignedContent) = ("s3cret-of-ours", "{method}")));

        var sent = await lab.SendAsync(Lab.Endpoint(receiver.Url + "/crm/v3/objects/contacts/512", "signed") with { ApiIntegrator = "HubSpot v3" });

        Assert.Equal("PATCH", sent.Entry.InputData!.Method);
        byte[] signature = System.Security.Cryptography.HMACSHA256.HashData("s3cret-of-ours"u8, "PATCH"u8);
        Assert.Equal(Convert.ToHexStringLower(signature), receiver.Last.Header("X-Signature"));
    }

    [Fact]
    public async Task StandardWebhooks_WithTwoSecrets_IsVerifiedByBothInTheLibraryOfTheSpecification()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        await using var lab = new Lab(b => b.AddStandardWebhooks("hooks", Webhook, FormerWebhook));

        var sent = await lab.SendAsync(Lab.Endpoint(receiver.Url, "hooks"));

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Seen seen = receiver.Last;
        string[] signatures = seen.Header("webhook-signature")!.Split(' ');
        Assert.Equal(2, signatures.Length);
        Verify(Webhook, seen);

        // This library looks at the first signature of a list alone, so the second stands first here.
        var headers = new Dictionary<string, string>(seen.Headers, StringComparer.OrdinalIgnoreCase) { ["webhook-signature"] = $"{signatures[1]} {signatures[0]}" };
        Verify(FormerWebhook, seen with { Headers = headers });
        Assert.ThrowsAny<Exception>(() => Verify("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", seen));
        Assert.ThrowsAny<Exception>(() => Verify(Webhook, seen with { Body = [.. seen.Body, (byte)' '] }));
        await lab.HoldsNoneAsync(sent, Webhook["whsec_".Length..], FormerWebhook["whsec_".Length..], seen.Header("webhook-signature")!["v1,".Length..][..40]);
    }

    [Fact]
    public async Task StandardWebhooks_TriedAgain_KeepsItsIdAndHasANewTimestamp()
    {
        int calls = 0;
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using Receiver receiver = await Receiver.StartAsync((context, seen) =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return Interlocked.Increment(ref calls) == 1 ? Receiver.JsonAsync(context, 503, "{}") : Receiver.OkAsync(context, seen);
        });
        await using var lab = new Lab(b => b.AddStandardWebhooks("hooks", Webhook), clock);
        clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
        ConnectEndpoint endpoint = Lab.Endpoint(receiver.Url, "hooks") with
        {
            Delivery = new() { MaxAttempts = 2, RetryDelay = TimeSpan.FromTicks(1), IdempotencyHeader = "Idempotency-Key", TotalTimeout = TimeSpan.FromMinutes(50) },
        };
        await lab.SaveAsync(endpoint);

        Task<(ConnectResult Result, ConnectLogEntry Entry)> sending = lab.SendAsync("crm");
        while (!sending.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        var sent = await sending;
        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Seen[] seen = receiver.All;
        Assert.Equal(2, seen.Length);
        Assert.Equal(seen[0].Header("webhook-id"), seen[1].Header("webhook-id"));
        Assert.Equal(seen[0].Header("Idempotency-Key"), seen[0].Header("webhook-id"));
        Assert.NotEqual(seen[0].Header("webhook-timestamp"), seen[1].Header("webhook-timestamp"));
        Verify(Webhook, seen[0], anyTime: true);
        Verify(Webhook, seen[1], anyTime: true);
    }

    private static void Verify(string secret, Seen seen, bool anyTime = false)
    {
        var headers = new HeaderDictionary();
        foreach (string name in new[] { "webhook-id", "webhook-timestamp", "webhook-signature" })
        {
            headers[name] = seen.Header(name);
        }

        if (anyTime)
        {
            // The library allows five minutes from the machine's time; the signature alone is compared here.
            string signature = new StandardWebhook(secret).Sign(
                seen.Header("webhook-id")!, DateTimeOffset.FromUnixTimeSeconds(long.Parse(seen.Header("webhook-timestamp")!, CultureInfo.InvariantCulture)), seen.Text);
            Assert.Contains(signature, seen.Header("webhook-signature")!.Split(' '));
        }
        else
        {
            new StandardWebhook(secret).Verify(seen.Text, headers);
        }
    }
}
