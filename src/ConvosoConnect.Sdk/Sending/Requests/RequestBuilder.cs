using System.Buffers;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Sending.Masking;
using ConvosoConnect.Sdk.Sending.Plans;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Requests;

/// <summary>
/// Steps 3 to 6 of a send: from a plan and a lead to a complete request. Pure but for the idempotency key; a send, a test and a preview all come through here.
/// It is fast because URL and headers come ready-made from the plan, the mapped lead and the body live in rented memory, and only what the framework
/// needs for a request is allocated.
/// </summary>
internal static class RequestBuilder
{
    private const string LimitAdvice = "the limit of the option MaxRequestBytes. Map fewer or shorter fields, or raise it.";

    private static readonly RawBodyEncoder Form = new();

    /// <summary>Builds the request.</summary>
    /// <param name="plan">The endpoint's plan. The plan of the result also knows the credentials that a template brought.</param>
    /// <param name="lead">The lead.</param>
    /// <param name="trace">Takes what became of each row, for a preview.</param>
    /// <param name="options">What the send brings beside its lead.</param>
    public static BuiltRequest Build(EndpointPlan plan, LeadRecord lead, List<RowTrace>? trace, SendOptions options)
    {
        // 3. The adaptor maps the lead.
        Payload mapped = plan.Mapper.Map(lead, trace);
        try
        {
            if (trace is not null)
            {
                UnknownFields.Warn(trace, lead, nearest: true);
            }

            // 4. The template may shape payload, URL, headers and encoder.
            return plan.Template is { } template
                ? BuildShaped(plan, template, mapped, options)
                : Build(plan, plan.IsPost ? HttpMethod.Post : HttpMethod.Get, mapped, mapped, plan.Url, plan.Headers, plan.Encoder, options);
        }
        finally
        {
            mapped.Release();
        }
    }

    private static BuiltRequest BuildShaped(EndpointPlan plan, IIntegratorTemplate template, Payload mapped, SendOptions options)
    {
        var shape = new IntegratorRequest(plan.Endpoint, mapped, plan.Encoder);
        try
        {
            template.Shape(shape);
            plan = Knowing(plan, shape);
            return BuildShaped(plan, template, mapped, shape, options);
        }
#pragma warning disable CA1031 // What a template or encoder throws may quote the credentials that the template brought, so it goes on with a plan that knows them.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new BuiltRequest(Knowing(plan, shape), exception);
        }
    }

    private static EndpointPlan Knowing(EndpointPlan plan, IntegratorRequest shape) => plan.Knowing(SecretFinder.FindBrought(shape, plan.Settings.CredentialNames));

    private static BuiltRequest BuildShaped(EndpointPlan plan, IIntegratorTemplate template, Payload mapped, IntegratorRequest shape, SendOptions options)
    {
        if (shape.Refusal is { } refusal)
        {
            return Refuse(plan, refusal);
        }

        if (FindMethod(plan, shape.Method) is not { } method)
        {
            return Refuse(plan, FaultOf(shape.Method, plan, template));
        }

        RequestUrl url = plan.Url;
        if (!ReferenceEquals(shape.ApiUrl, plan.Endpoint.ApiUrl) && shape.ApiUrl != plan.Endpoint.ApiUrl)
        {
            var problems = new List<ValidationProblem>();
            if (UrlTemplate.Parse(shape.ApiUrl ?? "", plan.Endpoint.ApiAuthentication, plan.Settings.Options.AllowHttp, problems) is not { } shaped)
            {
                return Refuse(plan, $"The integrator '{template.Name}' made a URL that cannot be used. {problems[0].Message}");
            }

            url = new RequestUrl(shaped, PlanCompiler.LogUrlOf(shape.ApiUrl!, plan.Endpoint, plan.Settings));
        }

        string? fault = null;
        RequestHeaders headers = shape.Headers.Count == 0 ? plan.Headers : plan.Headers.With(shape.Headers, template.Name, plan.IsPost, out fault);
        return fault is null ? Build(plan, method, mapped, shape.Payload, url, headers, shape.BodyEncoder, options) : Refuse(plan, fault);
    }

    /// <summary>The method that a template may ask for; null when it may not.</summary>
    private static HttpMethod? FindMethod(EndpointPlan plan, HttpMethod? asked) =>
        !plan.IsPost ? (asked == HttpMethod.Get ? HttpMethod.Get : null)
        : asked == HttpMethod.Post ? HttpMethod.Post
        : asked == HttpMethod.Patch ? HttpMethod.Patch
        : asked == HttpMethod.Put ? HttpMethod.Put
        : null;

    private static string FaultOf(HttpMethod? asked, EndpointPlan plan, IIntegratorTemplate template) =>
        $"The integrator '{template.Name}' set {(asked is null ? "no method" : $"the method {Quote.From(asked.Method)}")}, which cannot be sent. "
        + (plan.IsPost
            ? "Where the Request Method is POST, an integrator may set PUT or PATCH."
            : "Where the Request Method is GET, an integrator cannot change it: set the Request Method to POST if the lead is to be written.");

    private static BuiltRequest Build(
        EndpointPlan plan, HttpMethod method, Payload mapped, Payload payload, RequestUrl url, RequestHeaders headers, IBodyEncoder encoder, SendOptions options)
    {
        string? problem = plan.IsPost
            ? url.Complete(plan, mapped, options.Values, "", out Uri? uri, out string logUrl)
            : CompleteWithQuery(plan, mapped, payload, url, options, out uri, out logUrl);
        if (problem is not null)
        {
            return Refuse(plan, problem);
        }

        logUrl = plan.Credential?.ShowIn(logUrl) ?? logUrl;

        // When a step below fails, the message is disposed, and the body's buffer with it.
        var message = new HttpRequestMessage(method, uri);
        bool complete = false;
        try
        {
            // 5. The encoder writes the body. 6. The request is complete.
            string? fault = plan.IsPost ? EncodeBody(plan, encoder, payload, message) : null;
            fault ??= headers.Put(message, encoder, options.IdempotencyKey);
            complete = fault is null;
            return complete ? new BuiltRequest(plan, message, logUrl, headers.Warnings) : Refuse(plan, fault!);
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

    /// <summary>The URL with the mapped keys as its query; a sentence when it cannot be made.</summary>
    private static string? CompleteWithQuery(EndpointPlan plan, Payload mapped, Payload payload, RequestUrl url, SendOptions options, out Uri? uri, out string logUrl)
    {
        using var query = new PooledBody(plan.Settings.Options.MaxRequestBytes, plan.Buffers);
        if (!TryWrite(query, plan, Form, payload))
        {
            (uri, logUrl) = (null, "");
            return $"The query is longer than {plan.Settings.Options.MaxRequestBytes} bytes, {LimitAdvice}";
        }

        ReadOnlySpan<byte> ascii = query.Written.Span;
        char[] text = ArrayPool<char>.Shared.Rent(ascii.Length);
        int length = Encoding.ASCII.GetChars(ascii, text);
        string? problem = url.Complete(plan, mapped, options.Values, text.AsSpan(0, length), out uri, out logUrl);
        ArrayPool<char>.Shared.Return(text);
        return problem;
    }

    private static string? EncodeBody(EndpointPlan plan, IBodyEncoder encoder, Payload payload, HttpRequestMessage message)
    {
        var body = new PooledBody(plan.Settings.Options.MaxRequestBytes, plan.Buffers);
        message.Content = body;
        return TryWrite(body, plan, encoder, payload)
            ? null
            : $"The body is longer than {plan.Settings.Options.MaxRequestBytes} bytes, {LimitAdvice}";
    }

    private static bool TryWrite(PooledBody body, EndpointPlan plan, IBodyEncoder encoder, Payload payload)
    {
        try
        {
            encoder.Encode(payload, body);
            return body.Written.Length <= plan.Settings.Options.MaxRequestBytes;
        }
        catch (BodyTooLargeException)
        {
            return false;
        }
    }
}
