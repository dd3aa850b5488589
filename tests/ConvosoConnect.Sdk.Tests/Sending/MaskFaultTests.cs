using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Redaction.Search;
using ConvosoConnect.Sdk.Sending.Plans;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>Masking changes nothing about a send: what cannot be masked is not shown, and the time that it takes is part of the send's.</summary>
public sealed class MaskFaultTests
{
    private const string Secret = "S3cr3t-key-9";
    private const string Added = "added-by-handler";

    static MaskFaultTests() => UriParser.Register(new UnreadableUrl(), "unreadable", 99);

    [Theory]
    [InlineData(200, "{\"ok\":\"yes\",\"echo\":\"S3cr3t-key-9\"}", "yes", null)]
    [InlineData(200, "{\"ok\":\"S3cr3t-key-9\"}", "S3cr3t-key-9", null)]
    [InlineData(200, "{\"ok\":false,\"message\":\"S3cr3t-key-9\"}", "false", ConnectErrorKind.Rejected)]
    [InlineData(200, "{\"S3cr3t-key-9\":1}", null, ConnectErrorKind.ResponseKeyNotFound)]
    [InlineData(200, "S3cr3t-key-9", null, ConnectErrorKind.ResponseUnreadable)]
    [InlineData(500, "{\"message\":\"S3cr3t-key-9\"}", "S3cr3t-key-9", ConnectErrorKind.HttpStatus)]
    public async Task SendAsync_MaskThrows_OutcomeIsTheSameAndTheTextIsWithheld(int status, string body, string? value, ConnectErrorKind? kind)
    {
        await using var engine = new Engine(build: StubHandler.Under(_ => Answer(status, body)));
        AutomatonOf(await SaveAsync(engine)) = (SecretAutomaton)RuntimeHelpers.GetUninitializedObject(typeof(SecretAutomaton));

        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync();

        Assert.Equal((value, status, kind), (result.Value, result.StatusCode, result.Error?.Kind));
        Assert.Equal((status, kind), (entry.StatusCode, entry.ErrorKind));
        Assert.Null(result.LogError);
        Assert.Equal(CredentialMask.Withheld, entry.ResponseBody);
        Assert.DoesNotContain(Secret, Told(result, entry), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(kind is not null, result.Error?.Message.Contains("could not be masked", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(200, "{\"ok\":\"yes\",\"echo\":\"added-by-handler\"}", "yes", null)]
    [InlineData(200, "{\"ok\":false,\"message\":\"added-by-handler\"}", "false", ConnectErrorKind.Rejected)]
    public async Task SendAsync_WhatAHandlerAddedCannotBeRead_OutcomeIsTheSameAndTextsAreWithheld(int status, string body, string? value, ConnectErrorKind? kind)
    {
        await using var engine = new Engine(build: StubHandler.Under(request =>
        {
            HttpResponseMessage answer = Answer(status, body);
            answer.RequestMessage = new HttpRequestMessage(request.Method, new Uri($"unreadable://crm.test/?sig={Added}"));
            answer.RequestMessage.Headers.Add("Authorization", $"Bearer {Added}");
            return answer;
        }));
        await SaveAsync(engine);

        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync();

        Assert.Equal((value, status, kind), (result.Value, result.StatusCode, result.Error?.Kind));
        Assert.Equal(CredentialMask.Withheld, entry.ResponseBody);
        Assert.DoesNotContain(Added, Told(result, entry), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("crm", "4711", "3105550142", "Send"), (entry.EndpointId, entry.LeadId, entry.PrimaryPhone, entry.Origin));
    }

    [Fact]
    public async Task SendAsync_MaskingTakesAnHour_DurationHoldsIt()
    {
        var clock = new LateClock();
        await using var engine = new Engine(build: builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            StubHandler.Under(_ => Answer(200, $$"""{"ok":"yes","echo":"{{Secret}}"}"""))(builder);
        });
        CredentialMask mask = await SaveAsync(engine);

        // The mask makes its automaton when it first comes upon a text that may hold a secret: here the body of the response, in the entry for the log.
        clock.IsLate = () => AutomatonOf(mask) is not null;
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync();

        Assert.Equal("""{"ok":"yes","echo":"***"}""", entry.ResponseBody);
        Assert.InRange(result.Duration, LateClock.Late, LateClock.Late + TimeSpan.FromMinutes(1));
        Assert.Equal(result.Duration, entry.Duration);
    }

    /// <summary>Saves an endpoint with a secret, and gives the mask that its sends will use.</summary>
    private static async Task<CredentialMask> SaveAsync(Engine engine)
    {
        await engine.SaveAsync(Engine.Endpoint("http://crm.test/") with { ApiAuthentication = $"token={Secret}" });
        ConnectEndpoint endpoint = (await engine.Endpoints.GetAsync("crm", Engine.Token))!;
        Adaptor adaptor = (await engine.Adaptors.GetAsync("map", Engine.Token))!;
        return engine.Services.GetRequiredService<PlanCompiler>().Get(endpoint, adaptor, engine.Services.GetRequiredService<SendSettingsHolder>().Current).Mask;
    }

    private static string Told(ConnectResult result, ConnectLogEntry entry) =>
        $"{entry} {JsonSerializer.Serialize(entry)} {result.Error} {result.LogError} {JsonSerializer.Serialize(result.Diagnosis)} {string.Join(' ', result.Warnings)}";

    private static HttpResponseMessage Answer(int status, string body) => new((HttpStatusCode)status) { Content = new StringContent(body) };

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_automaton")]
    private static extern ref SecretAutomaton? AutomatonOf(CredentialMask mask);

    /// <summary>A scheme whose URLs throw when they are asked for a part.</summary>
    private sealed class UnreadableUrl() : GenericUriParser(GenericUriParserOptions.Default)
    {
        protected override string GetComponents(Uri uri, UriComponents components, UriFormat format) => throw new InvalidOperationException("No part of this URL can be read.");
    }

    private sealed class LateClock : TimeProvider
    {
        public static readonly TimeSpan Late = TimeSpan.FromHours(1);

        public Func<bool> IsLate { get; set; } = () => false;

        public override long GetTimestamp() => base.GetTimestamp() + (IsLate() ? (long)(Late.TotalSeconds * TimestampFrequency) : 0);
    }
}
