using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Integrators;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Steps 3 to 6 of a send: from a plan and a lead to a complete request. Pure but for the idempotency key; a send, a test and a preview all come through here.</summary>
internal static class RequestBuilder
{
    private static readonly string UserAgent = $"ConvosoConnect.Sdk/{typeof(RequestBuilder).Assembly.GetName().Version?.ToString(3)}";

    private static readonly RawBodyEncoder Form = new();

    // Receivers must see the path and query that the log shows, so the framework must not normalise them.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private const string LimitAdvice = "the limit of the option MaxRequestBytes. Map fewer or shorter fields, or raise it.";

    public static BuiltRequest Build(EndpointPlan plan, LeadRecord lead, List<RowTrace>? trace)
    {
        // 3. The adaptor maps the lead.
        Payload mapped = trace is null ? plan.Mapper.Map(lead) : plan.Mapper.Map(lead, trace);

        // 4. The template may shape payload, URL, headers and encoder.
        var shape = new IntegratorRequest(plan.Endpoint, mapped, plan.Encoder);
        plan.Template?.Shape(shape);
        plan = plan.Knowing(SecretFinder.FindBrought(shape));
        if (shape.Refusal is { } refusal)
        {
            return Refuse(plan, refusal);
        }

        (UrlTemplate url, UrlTemplate logUrl) = (plan.Url, plan.LogUrl);
        if (!ReferenceEquals(shape.ApiUrl, plan.Endpoint.ApiUrl) && shape.ApiUrl != plan.Endpoint.ApiUrl)
        {
            var problems = new List<ValidationProblem>();
            if (UrlTemplate.Parse(shape.ApiUrl ?? "", plan.Endpoint.ApiAuthentication, plan.Settings.AllowHttp, problems) is not { } shaped)
            {
                return Refuse(plan, $"The integrator '{plan.Template!.Name}' made a URL that cannot be used. {problems[0].Message}");
            }

            (url, logUrl) = (shaped, PlanCompiler.LogUrlOf(shape.ApiUrl!, plan.Endpoint, plan.Settings));
        }

        string? query = plan.IsPost ? "" : FormQuery(plan, shape.Payload);
        if (query is null)
        {
            return Refuse(plan, $"The query is longer than {plan.Settings.MaxRequestBytes} bytes, {LimitAdvice}");
        }

        if (url.Compose(ValueOf, query, out string complete) is { } missing)
        {
            return Refuse(plan, missing);
        }

        if (complete.Length > plan.Settings.MaxRequestBytes)
        {
            return Refuse(plan, $"The complete URL is longer than {plan.Settings.MaxRequestBytes} bytes, {LimitAdvice}");
        }

        logUrl.Compose(ValueOf, query, out string completeForLog);
        if (!Uri.TryCreate(complete, AsWritten, out Uri? uri))
        {
            return Refuse(plan, $"The complete URL has {complete.Length} characters and cannot be used. Send fewer or shorter values.");
        }

        return Complete(plan, shape, new HttpRequestMessage(plan.IsPost ? HttpMethod.Post : HttpMethod.Get, uri), completeForLog);

        string? ValueOf(string key) => mapped.TryGet(key, out LeadValue value) ? value.ToText(plan.Endpoint.Delimiter) : null;
    }

    /// <summary>5. The encoder writes the body. 6. The request is complete. Nothing keeps the body's buffer when either fails.</summary>
    private static BuiltRequest Complete(EndpointPlan plan, IntegratorRequest shape, HttpRequestMessage message, string logUrl)
    {
        bool complete = false;
        try
        {
            var warnings = new List<string>();
            string? fault = plan.IsPost ? EncodeBody(plan, shape, message) : null;
            fault ??= SetHeaders(plan, shape, message, warnings);
            complete = fault is null;
            return complete ? new BuiltRequest(plan, message, logUrl) { Warnings = warnings } : Refuse(plan, fault!);
        }
        finally
        {
            if (!complete)
            {
                message.Dispose();
            }
        }
    }

    private static BuiltRequest Refuse(EndpointPlan plan, string sentence) => new(plan, new ConnectError(ConnectErrorKind.RequestInvalid, plan.Mask.Mask(sentence)));

    /// <summary>The mapped keys as a query; null when it is too long.</summary>
    private static string? FormQuery(EndpointPlan plan, Payload payload)
    {
        if (payload.Count == 0)
        {
            return "";
        }

        using var buffer = new PooledBody(plan.Settings.MaxRequestBytes);
        return TryWrite(buffer, plan, Form, payload) ? Encoding.ASCII.GetString(buffer.Written.Span) : null;
    }

    private static string? EncodeBody(EndpointPlan plan, IntegratorRequest shape, HttpRequestMessage message)
    {
        var body = new PooledBody(plan.Settings.MaxRequestBytes);
        message.Content = body;
        return TryWrite(body, plan, shape.BodyEncoder, shape.Payload)
            ? null
            : $"The body is longer than {plan.Settings.MaxRequestBytes} bytes, {LimitAdvice}";
    }

    private static bool TryWrite(PooledBody body, EndpointPlan plan, IBodyEncoder encoder, Payload payload)
    {
        try
        {
            encoder.Encode(payload, body);
            return body.Written.Length <= plan.Settings.MaxRequestBytes;
        }
        catch (BodyTooLargeException)
        {
            return false;
        }
    }

    private static string? SetHeaders(EndpointPlan plan, IntegratorRequest shape, HttpRequestMessage message, List<string> warnings)
    {
        foreach ((string name, string value) in shape.Headers)
        {
            var line = new HeaderLine(name, value);
            if (line.Check() is { } problem)
            {
                return $"The integrator '{plan.Template!.Name}' set a header that cannot be sent. {problem.Message}";
            }

            if (!plan.Headers.Any(h => h.Is(name)))
            {
                Add(line);
            }
        }

        foreach (HeaderLine line in plan.Headers)
        {
            Add(line);
        }

        if (plan.Endpoint.Delivery?.IdempotencyHeader is { } idempotencyHeader)
        {
            // Made here, once for all attempts, so that log and preview show it.
            AddDefault(idempotencyHeader, Guid.NewGuid().ToString());
        }

        AddDefault("User-Agent", UserAgent);
        AddDefault("Accept-Encoding", "gzip, deflate, br");
        if (message.Content is { } content && !content.Headers.NonValidated.Contains("Content-Type"))
        {
            var type = new HeaderLine("Content-Type", shape.BodyEncoder.MediaType ?? "");
            if (type.Check() is { } problem)
            {
                return $"The body encoder '{shape.BodyEncoder.Name}' has a media type that cannot be sent. {problem.Message}";
            }

            Add(type);
        }

        return null;

        void Add(HeaderLine line)
        {
            if (!message.Headers.TryAddWithoutValidation(line.Name, line.Value)
                && message.Content?.Headers.TryAddWithoutValidation(line.Name, line.Value) != true)
            {
                warnings.Add($"The header {line.Name} describes a body, which a GET has not; it is not sent.");
            }
        }

        void AddDefault(string name, string value)
        {
            if (!message.Headers.NonValidated.Contains(name))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }
}
