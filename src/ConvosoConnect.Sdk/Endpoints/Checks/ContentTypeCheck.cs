using System.Net.Http.Headers;

namespace ConvosoConnect.Sdk.Endpoints.Checks;

/// <summary>
/// Warns when the content type that an admin typed contradicts the Post Data Type. Convoso's own example of an Authorization Header contradicts RAW, so the header is sent as
/// typed and only warned of (our decision). There is no warning where an integrator shapes the body, nor for encoders that the app added.
/// </summary>
internal static class ContentTypeCheck
{
    public static void Check(List<ValidationProblem> problems, ConnectEndpoint endpoint, IReadOnlyList<HeaderLine> headers)
    {
        HeaderLine line = headers.LastOrDefault(h => h.Is("Content-Type"));
        if (endpoint.RequestMethod != RequestMethod.Post || line.Name is null || !EndpointValidator.IsNone(endpoint.ApiIntegrator)
            || !MediaTypeHeaderValue.TryParse(line.Value, out MediaTypeHeaderValue? type) || type.MediaType is not { } mediaType)
        {
            return;
        }

        bool isRaw = string.Equals(endpoint.PostDataType, PostDataTypes.Raw, StringComparison.OrdinalIgnoreCase);
        bool isJson = string.Equals(endpoint.PostDataType, PostDataTypes.Json, StringComparison.OrdinalIgnoreCase);
        if ((isRaw && !mediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)) || (isJson && !IsJson(mediaType)))
        {
            problems.Add(new(
                nameof(endpoint.AuthorizationHeader),
                $"It says Content-type: {mediaType}, but the Post Data Type {endpoint.PostDataType} makes the body {(isRaw ? "a form" : "JSON")}; many receivers refuse "
                + $"such a request or read nothing. Remove the Content-type, or choose another Post Data Type{(isRaw && IsJson(mediaType) ? ", JSON" : "")}.",
                IsWarning: true));
        }
    }

    /// <summary>Whether a media type is JSON: by its registered name, by the older x-json, or by a vendor's name, which ends in <c>+json</c> (RFC 6839).</summary>
    private static bool IsJson(string mediaType)
    {
        string subtype = mediaType[(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return subtype.EndsWith("+json", StringComparison.OrdinalIgnoreCase) || subtype.Equals("json", StringComparison.OrdinalIgnoreCase)
            || subtype.Equals("x-json", StringComparison.OrdinalIgnoreCase);
    }
}
