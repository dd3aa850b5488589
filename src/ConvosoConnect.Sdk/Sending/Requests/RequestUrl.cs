using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Sending.Plans;

namespace ConvosoConnect.Sdk.Sending.Requests;

/// <summary>Where requests go, and the same with its credentials masked in place. A URL that no lead changes is made once and shared by all requests.</summary>
internal sealed class RequestUrl
{
    private const string LimitAdvice = "the limit of the option MaxRequestBytes. Map fewer or shorter fields, or raise it.";

    private readonly UrlTemplate _url;
    private readonly UrlTemplate _logUrl;
    private readonly Uri? _shared;
    private readonly bool _hidesNothing;

    public RequestUrl(UrlTemplate url, UrlTemplate logUrl)
    {
        (_url, _logUrl) = (url, logUrl);
        _hidesNothing = url.Fixed is not null && url.Fixed == logUrl.Fixed;
        if (url.Fixed is { } text && Uri.TryCreate(text, UrlRules.AsWritten, out Uri? uri))
        {
            _shared = uri;
        }
    }

    /// <summary>Completes the URL for one lead.</summary>
    /// <param name="plan">The plan, for its limit and delimiter.</param>
    /// <param name="mapped">The mapped lead, from which tokens take their values.</param>
    /// <param name="values">The values of the send, for tokens that nothing is mapped to.</param>
    /// <param name="query">What is appended to the query, already encoded; empty for nothing.</param>
    /// <param name="uri">The complete URL.</param>
    /// <param name="logUrl">The complete URL, credentials masked.</param>
    /// <returns>Null, or the sentence that says why there is none.</returns>
    public string? Complete(EndpointPlan plan, Payload mapped, IReadOnlyDictionary<string, LeadValue> values, ReadOnlySpan<char> query, out Uri? uri, out string logUrl)
    {
        (uri, logUrl) = (null, "");
        int most = plan.Settings.Options.MaxRequestBytes;
        Func<string, string?>? valueOf = _url.Fixed is null ? ValuesOf(mapped, values, plan.Endpoint.Delimiter) : null;
        if (_url.Compose(valueOf, query, most, out string? complete) is { } missing)
        {
            return missing;
        }

        if (complete is null)
        {
            return $"The complete URL is longer than {most} bytes, {LimitAdvice}";
        }

        logUrl = complete;
        if (!_hidesNothing)
        {
            // No limit: *** may be longer than the credential that it replaces.
            _logUrl.Compose(valueOf, query, int.MaxValue, out string? masked);
            logUrl = masked ?? "";
        }

        if (_shared is not null && query.Length == 0)
        {
            uri = _shared;
            return null;
        }

        return Uri.TryCreate(complete, UrlRules.AsWritten, out uri)
            ? null
            : $"The complete URL has {complete.Length} characters and cannot be used. Send fewer or shorter values.";
    }

    private static Func<string, string?> ValuesOf(Payload mapped, IReadOnlyDictionary<string, LeadValue> values, string delimiter) =>
        key => mapped.TryGet(key, out LeadValue value) || values.TryGetValue(key, out value) ? value.ToText(delimiter) : null;
}
