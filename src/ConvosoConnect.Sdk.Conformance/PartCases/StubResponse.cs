using ConvosoConnect.Sdk.Conformance.Checks;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Conformance.PartCases;

/// <summary>A response that has the same value under every key, so that a template finds it under whatever key it looks up.</summary>
internal sealed class StubResponse(ResponseValue value) : ParsedResponse
{
    public override string Whole => value.Text ?? "";

    public override string? Message => value.Text;

    /// <summary>Makes responses of many statuses, with and without a body.</summary>
    public static IEnumerable<IntegratorResponse> All(ConnectEndpoint endpoint) =>
        from status in (int[])[200, 201, 202, 204, 207, 299, 301, 400, 401, 403, 404, 409, 422, 423, 429, 477, 500, 502, 503, 599]
        from body in Values()
        select Create(endpoint, status, body is { } value ? new StubResponse(value) : null);

    public static IntegratorResponse Create(ConnectEndpoint endpoint, int status, ParsedResponse? body) =>
        new() { Endpoint = endpoint, Path = new Uri(endpoint.ApiUrl).AbsolutePath, StatusCode = status, Body = body };

    public override ResponseValue Find(string key, string delimiter) => value;

    private static IEnumerable<ResponseValue?> Values() =>
    [
        null, ResponseValue.Missing, ResponseValue.Null,
        .. ((string[])["", " ", "success", "error", "true", "0", "512", "-1", "99999999999999999999", "not a number", Texts.Unicode, Texts.Punctuation, Texts.LoneSurrogate])
            .Select(text => (ResponseValue?)ResponseValue.Found(text)),
    ];
}
