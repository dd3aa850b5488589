using ConvosoConnect.Sdk.Conformance.Checks;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Conformance.PartCases;

/// <summary>Cases for the response side of every integrator template.</summary>
internal static class TemplateReadCases
{
    private const string Prefix = "Integrator.";
    private const int LongestRejection = 10_000;

    public static IReadOnlyList<ConformanceCase<IIntegratorTemplate>> All { get; } =
    [
        new(Prefix + "AnyResponse", "No response makes the template throw: any status, with and without a body, with any value under its keys.", AnyResponse),
        new(Prefix + "RejectionSentence", "A rejection has a sentence, and a vendor's long text does not make it long.", RejectionSentence),
        new(Prefix + "ReadPure", "The same response always reads the same.", ReadPure),
        new(Prefix + "ReadConcurrent", "Many callers at once read what each would read alone.", ReadConcurrent),
        new(Prefix + "ReadNull", "A null response is refused with ArgumentNullException.", (template, _) =>
            Check.ThrowsAsync<ArgumentNullException>("Read(null)", () => Task.FromResult(template.Read(null!)))),
    ];

    private static Task AnyResponse(IIntegratorTemplate template, CancellationToken token)
    {
        foreach (IntegratorResponse response in Responses())
        {
            try
            {
                template.Read(response);
            }
            catch (Exception exception)
            {
                throw new CheckFailedException(
                    $"a reading of status {response.StatusCode} with {(response.Body is null ? "no body" : $"{Show.Value(response.Body.Whole)} under every key")}",
                    $"{exception.GetType().Name}: {exception.Message}");
            }
        }

        return Task.CompletedTask;
    }

    private static Task RejectionSentence(IIntegratorTemplate template, CancellationToken token)
    {
        var huge = new StubResponse(ResponseValue.Found(Texts.Million));
        IEnumerable<IntegratorResponse> responses =
            from endpoint in TemplateShapeCases.Endpoints
            from status in (int[])[200, 207, 400, 401, 409, 429, 500]
            select StubResponse.Create(endpoint, status, huge);
        foreach (IntegratorResponse response in responses.Concat(Responses()))
        {
            if (template.Read(response)?.Rejection is { } rejection)
            {
                Check.That(
                    !string.IsNullOrWhiteSpace(rejection) && rejection.Length <= LongestRejection,
                    $"a sentence of at most {LongestRejection} characters for status {response.StatusCode}",
                    $"{Show.Value(rejection)} of {rejection.Length} characters");
            }
        }

        return Task.CompletedTask;
    }

    private static Task ReadPure(IIntegratorTemplate template, CancellationToken token)
    {
        Check.Sequence("the readings, read again", Readings(template), Readings(template));
        return Task.CompletedTask;
    }

    private static async Task ReadConcurrent(IIntegratorTemplate template, CancellationToken token)
    {
        IntegratorReading?[] alone = Readings(template);
        IntegratorReading?[][] seen = await Crowd.RunAsync(8, _ => Task.FromResult(Readings(template))).ConfigureAwait(false);
        Check.That(seen.All(readings => readings.SequenceEqual(alone)), "the same readings for each of many callers", "others");
    }

    private static IntegratorReading?[] Readings(IIntegratorTemplate template) => [.. Responses().Select(template.Read)];

    private static IEnumerable<IntegratorResponse> Responses() =>
        from endpoint in TemplateShapeCases.Endpoints
        from key in (string[])["", "id"]
        from response in StubResponse.All(endpoint with { ResponseKey = key })
        select response;
}
