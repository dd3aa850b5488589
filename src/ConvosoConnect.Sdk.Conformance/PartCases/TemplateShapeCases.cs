using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Conformance.Checks;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Integrators;

namespace ConvosoConnect.Sdk.Conformance.PartCases;

/// <summary>Cases for the request side of every integrator template.</summary>
internal static class TemplateShapeCases
{
    private const string Prefix = "Integrator.";

    /// <summary>A credential that occurs only in the endpoint.</summary>
    private const string Secret = "s3cr3t-c4n4ry";

    private static readonly EndpointValidator Validator = new(allowHttp: false, [PostDataTypes.Raw], [ResponseDataTypes.Json], []);

    public static IReadOnlyList<ConformanceCase<IIntegratorTemplate>> All { get; } =
    [
        new(
            Prefix + "Contract",
            "The contract is always the same. Its empty values are a known choice, its rate limit is positive, and no retry has a BodyValue without a BodyKey.",
            Contract),
        new(Prefix + "AnyPayload", "Every payload is shaped or refused with a sentence, and the body of a shaped one can be written.", AnyPayload),
        new(Prefix + "Pure", "The same endpoint and payload always make the same request.", Pure),
        new(Prefix + "Culture", "The request does not depend on the machine's culture.", Culture),
        new(Prefix + "HeadersSendable", "Headers that the template adds have a token as name and one line of ASCII as value.", HeadersSendable),
        new(Prefix + "UrlUsable", "The URL of a shaped request is one that an endpoint may have.", UrlUsable),
        new(Prefix + "NoSecretInRefusal", "A refusal does not repeat the endpoint's credentials.", NoSecretInRefusal),
        new(Prefix + "ShapeConcurrent", "Many callers at once get the requests that each would get alone.", Concurrent),
        new(Prefix + "ShapeNull", "A null request is refused with ArgumentNullException.", (template, _) => Check.ThrowsAsync<ArgumentNullException>("Shape(null)", () =>
        {
            template.Shape(null!);
            return Task.CompletedTask;
        })),
    ];

    /// <summary>Endpoints of both methods, with paths of vendors' APIs.</summary>
    public static IEnumerable<ConnectEndpoint> Endpoints =>
        from method in Enum.GetValues<RequestMethod>()
        from path in (string[])["/", "/leads", "/contact/batch/", "/objects/contacts/batch/upsert", "/v2/solar/ping", "/v2/solar/post", "/v2/solar/direct_post", "/{email}/x?y=1"]
        select new ConnectEndpoint
        {
            Id = "crm",
            Name = "CRM",
            ApiUrl = "https://crm.example.com" + path,
            ApiAuthentication = "api_key=" + Secret,
            AuthorizationHeader = "Authorization: Bearer " + Secret,
            RequestMethod = method,
            AdaptorId = "map",
        };

    private static IEnumerable<(string What, IntegratorRequest Request)> Shaped(IIntegratorTemplate template) =>
        from endpoint in Endpoints
        from payload in Payloads.All
        select (payload.What, Shape(template, endpoint, payload.What, payload.Payload));

    private static IntegratorRequest Shape(IIntegratorTemplate template, ConnectEndpoint endpoint, string what, Payload payload)
    {
        var request = new IntegratorRequest(endpoint, payload, StubEncoder.Instance);
        try
        {
            template.Shape(request);
            return request;
        }
        catch (Exception exception)
        {
            throw new CheckFailedException(
                $"{what} shaped or refused for {endpoint.RequestMethod} {endpoint.ApiUrl}", $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>Writes the whole request as one text, to compare it.</summary>
    private static string Describe(IntegratorRequest request)
    {
        string headers = string.Join('|', request.Headers.Select(h => $"{h.Key}:{h.Value}"));
        string body = request.Refusal is null && request.Endpoint.RequestMethod == RequestMethod.Post
            ? Convert.ToHexString(EncoderCases.Encode(request.BodyEncoder, request.Payload))
            : "";
        return $"{request.Refusal}|{request.ApiUrl}|{headers}|{request.BodyEncoder.MediaType}|{string.Join('|', request.Payload)}|{body}";
    }

    private static Task Contract(IIntegratorTemplate template, CancellationToken token)
    {
        IntegratorContract contract = Check.NotNull("a contract", template.Contract);
        Check.That(Enum.IsDefined(contract.EmptyValues), "Default, Send or Omit for empty values", $"{contract.EmptyValues}");
        Check.That(contract.RateLimit is null or > 0, "a limit of 1 request or more, or null", $"{contract.RateLimit}");
        Check.That(contract.RateInterval > TimeSpan.Zero, "a rate interval", $"{contract.RateInterval}");
        foreach (IntegratorRetry retry in Check.NotNull("a list of retries", contract.Retries))
        {
            Check.That(retry.BodyValue is null || retry.BodyKey is not null, "a BodyKey beside the BodyValue of a retry", $"{retry}");
        }

        Check.Equal("the contract", contract, template.Contract);
        return Task.CompletedTask;
    }

    private static Task AnyPayload(IIntegratorTemplate template, CancellationToken token)
    {
        foreach ((string what, IntegratorRequest request) in Shaped(template))
        {
            token.ThrowIfCancellationRequested();
            Check.That(request.Refusal is null || !string.IsNullOrWhiteSpace(request.Refusal), "a sentence for a refusal", Show.Value(request.Refusal));
            Check.NotNull("a payload", request.Payload);
            Check.NotNull("a body encoder", request.BodyEncoder);
            if (request.Refusal is null && request.Endpoint.RequestMethod == RequestMethod.Post)
            {
                EncoderCases.Encode(request.BodyEncoder, request.Payload);
            }
            else if (request.Refusal is { Length: > 4_000 })
            {
                throw new CheckFailedException($"a refusal of at most 4000 characters for {what}", $"{request.Refusal.Length} characters");
            }
        }

        return Task.CompletedTask;
    }

    private static Task Pure(IIntegratorTemplate template, CancellationToken token)
    {
        string[] first = [.. Small(template)];
        Check.Sequence("the requests, shaped again", first, Small(template));
        return Task.CompletedTask;
    }

    private static Task Culture(IIntegratorTemplate template, CancellationToken token)
    {
        string[] first = [.. Small(template)];
        Check.Sequence("the requests under another culture", first, OtherCulture.Run(() => Small(template).ToArray()));
        return Task.CompletedTask;
    }

    private static IEnumerable<string> Small(IIntegratorTemplate template) =>
        from endpoint in Endpoints
        from payload in Payloads.All.Take(7)
        select Describe(Shape(template, endpoint, payload.What, payload.Payload));

    private static Task HeadersSendable(IIntegratorTemplate template, CancellationToken token)
    {
        const string Marks = "!#$%&'*+-.^_`|~";
        foreach ((string name, string value) in Shaped(template).Where(s => s.Request.Refusal is null).SelectMany(s => s.Request.Headers))
        {
            Check.That(
                !string.IsNullOrEmpty(name) && name.All(c => char.IsAsciiLetterOrDigit(c) || Marks.Contains(c, StringComparison.Ordinal)), "a header name", Show.Value(name));
            Check.That(value is not null && value.All(c => c is '\t' or (>= ' ' and <= '~')), $"one line of ASCII as the value of {name}", Show.Value(value));
        }

        return Task.CompletedTask;
    }

    private static Task UrlUsable(IIntegratorTemplate template, CancellationToken token)
    {
        foreach ((_, IntegratorRequest request) in Shaped(template).Where(s => s.Request.Refusal is null))
        {
            string? problem = Validator.Validate(request.Endpoint with { ApiUrl = request.ApiUrl }).FirstOrDefault(p => !p.IsWarning)?.Message;
            Check.That(problem is null, "a URL that an endpoint may have", $"{Show.Value(request.ApiUrl)}: {problem}");
        }

        return Task.CompletedTask;
    }

    private static Task NoSecretInRefusal(IIntegratorTemplate template, CancellationToken token)
    {
        foreach ((string what, IntegratorRequest request) in Shaped(template))
        {
            Check.That(request.Refusal?.Contains(Secret, StringComparison.Ordinal) != true, $"a refusal of {what} without credentials", "one that repeats them");
        }

        return Task.CompletedTask;
    }

    private static async Task Concurrent(IIntegratorTemplate template, CancellationToken token)
    {
        string alone = Digest();
        string[] seen = await Crowd.RunAsync(8, _ => Task.FromResult(Digest())).ConfigureAwait(false);
        Check.That(seen.All(s => s == alone), "the same requests for each of many callers", "others");

        string Digest() => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.Unicode.GetBytes(string.Join('\n', Small(template)))));
    }
}
