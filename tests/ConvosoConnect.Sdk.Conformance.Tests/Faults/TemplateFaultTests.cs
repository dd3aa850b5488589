using System.Globalization;
using ConvosoConnect.Sdk.Integrators;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

public sealed class TemplateFaultTests
{
    private static readonly IReadOnlyList<Fault<IIntegratorTemplate>> Faults =
    [
        new("none", () => new FaultyTemplate()),
        new("is called None", () => new FaultyTemplate { Name = "none" }, "Name"),
        new("changes its contract", () => new FaultyTemplate { HasContract = () => new() { Delimiter = $"{Guid.NewGuid()}" } }, "Contract"),
        new("has a limit that lets nothing through", () => new FaultyTemplate { HasContract = () => new() { RateLimit = 0 } }, "Contract"),
        new("asks for a value under no key",
            () => new FaultyTemplate { HasContract = () => new() { Retries = [IntegratorRetry.NotTaken(429) with { BodyValue = "x" }] } },
            "Contract"),
        new("needs a key", () => Shapes(r => r.AddHeader("X-First", r.Payload[0].Name.Length > 0 ? "1" : "0")),
            "AnyPayload", "Pure", "Culture", "HeadersSendable", "UrlUsable", "NoSecretInRefusal", "ShapeConcurrent"),
        new("numbers its requests", NumbersRequests, "Pure", "Culture", "ShapeConcurrent"),
        new(
            "writes dates by the culture",
            () => Shapes(r => r.AddHeader("X-Date", new DateTime(2026, 3, 8).ToString("d", CultureInfo.CurrentCulture))),
            "Culture"),
        new(
            "copies values into headers",
            () => Shapes(r => r.AddHeader("X-Email", r.Payload.TryGet("email", out LeadValue email) ? email.ToString() : "")),
            "HeadersSendable"),
        new(
            "copies values into the URL",
            () => Shapes(r => r.ApiUrl += r.Payload.TryGet("email", out LeadValue email) ? $"#{email}" : ""),
            "UrlUsable"),
        new("repeats the credentials", () => Shapes(r => r.Refuse($"Not with {r.Endpoint.AuthorizationHeader}.")), "NoSecretInRefusal"),
        new("refuses without a word", () => Shapes(r => r.Refuse("")), "AnyPayload"),
        new("takes a null request", () => new FaultyTemplate { Shapes = _ => { } }, "ShapeNull"),
        new(
            "needs a body",
            () => Reads(r => r.Body!.Whole.Length == 0 ? null : null),
            "AnyResponse", "RejectionSentence", "ReadPure", "ReadConcurrent"),
        new(
            "reads a number",
            () => Reads(r => r.Find("id") is { Length: > 0 } id && long.Parse(id, CultureInfo.InvariantCulture) > 0 ? IntegratorReading.Accepted(id) : null),
            "AnyResponse", "RejectionSentence", "ReadPure", "ReadConcurrent"),
        new(
            "quotes whatever comes",
            () => Reads(r => r.IsSuccessStatusCode ? null : IntegratorReading.Rejected(null, $"Refused: {r.Find("message")}")),
            "RejectionSentence"),
        new("numbers its responses", NumbersAnswers, "ReadPure", "ReadConcurrent"),
        new("takes a null response", () => new FaultyTemplate { Reads = _ => null }, "ReadNull"),
    ];

    public static TheoryData<string> Names => [.. Faults.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Integrator_PlantedFault_FailsItsCasesOnly(string fault) =>
        Faults.Single(f => f.Name == fault).ProveAsync("Integrator", IntegratorConformance.Cases);

    private static FaultyTemplate Shapes(Action<IntegratorRequest> shape) => new()
    {
        Shapes = request =>
        {
            ArgumentNullException.ThrowIfNull(request);
            shape(request);
        },
    };

    private static FaultyTemplate Reads(Func<IntegratorResponse, IntegratorReading?> read) => new()
    {
        Reads = response =>
        {
            ArgumentNullException.ThrowIfNull(response);
            return read(response);
        },
    };

    private static FaultyTemplate NumbersRequests()
    {
        int requests = 0;
        return Shapes(r => r.AddHeader("X-Number", $"{Interlocked.Increment(ref requests)}"));
    }

    private static FaultyTemplate NumbersAnswers()
    {
        int answers = 0;
        return Reads(_ => IntegratorReading.Accepted($"{Interlocked.Increment(ref answers)}"));
    }
}
