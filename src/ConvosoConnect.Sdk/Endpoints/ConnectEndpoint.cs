using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>
/// Where and how a lead is sent: one row of Convoso Connect's endpoint settings. Immutable; change one with <c>with</c> and save it.
/// </summary>
public sealed record ConnectEndpoint
{
    private readonly ListByValue<string> _successValues;

    /// <summary>
    /// Under this key every request carries its endpoint, for the HTTP handlers of the app. Where delivery rules hold, <see cref="Delivery"/> has those in effect: the time-out of
    /// the options and the limit of the integrator are filled in. Null there means that none hold.
    /// </summary>
    public static HttpRequestOptionsKey<ConnectEndpoint> OfRequest { get; } = new("ConvosoConnect.Endpoint");

    /// <summary>
    /// The key under which a send names the endpoint. Empty until saved: the store then assigns one. At most 200 characters, none of them a control character (our decision); white
    /// space is kept.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>Free text, required, at most 200 characters (the limit is our decision).</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// Absolute URL with protocol. May carry its own query, which is kept, and tokens such as <c>{email}</c>, each replaced by the mapped value
    /// of that destination key. No user name, password or fragment.
    /// </summary>
    public string ApiUrl { get; init; } = "";

    /// <summary>Query-string credentials appended to the URL as typed, such as <c>api_key=XXX&amp;credential=YYY</c>. Masked in every log.</summary>
    public string ApiAuthentication { get; init; } = "";

    /// <summary>
    /// Pipe-delimited headers, each split at its first colon: <c>Content-type: application/json|Authorization: OAuth TOKEN</c>.
    /// <c>\|</c> is a literal pipe (our decision). Values are masked in every log when the name looks like a credential.
    /// </summary>
    public string AuthorizationHeader { get; init; } = "";

    /// <summary>POST (the default) or GET.</summary>
    public RequestMethod RequestMethod { get; init; } = RequestMethod.Post;

    /// <summary>The name of the body encoder of a POST: one of <see cref="PostDataTypes"/>, or one that you added. Default <c>RAW</c>, a form.</summary>
    public string PostDataType { get; init; } = PostDataTypes.Raw;

    /// <summary>The name of the response parser: one of <see cref="ResponseDataTypes"/>, or one that you added. Default <c>JSON</c>.</summary>
    public string ResponseDataType { get; init; } = ResponseDataTypes.Json;

    /// <summary>The name of an integrator template: one of <see cref="ApiIntegrators"/>, or one that you added. Null (the default) for none.</summary>
    public string? ApiIntegrator { get; init; }

    /// <summary>Separates several values of one field, going out and coming in: any text of at most 200 characters (our decision). Default <c>,</c>.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>
    /// The key of the response to read, such as <c>success</c>. Empty: the template's own, else the whole body. At most 200 characters, and 32 segments of a JSON or XML path (our
    /// decision).
    /// </summary>
    public string ResponseKey { get; init; } = "";

    /// <summary>
    /// Values that count as success, compared ignoring case. Null (the default): everything does but <c>false</c>, <c>0</c>, <c>no</c>,
    /// <c>error</c>, <c>fail</c>, <c>failed</c>, <c>failure</c> and an empty value. Our decision.
    /// </summary>
    public IReadOnlyList<string>? SuccessValues
    {
        get => _successValues.Items;
        init => _successValues = new(value);
    }

    /// <summary>What becomes of mapped fields that are empty. Default: the template decides.</summary>
    public EmptyValues EmptyValues { get; init; } = EmptyValues.Default;

    /// <summary>
    /// The adaptor that maps the lead. Required for POST, optional for GET. It must exist when the endpoint is saved, and be active when it is chosen. A resolver of the app's own may
    /// do without it.
    /// </summary>
    public string AdaptorId { get; init; } = "";

    /// <summary>Time-outs, attempts and limits. Null (the default): one attempt within the option <c>RequestTimeout</c>, without limits but the integrator's.</summary>
    public DeliveryRules? Delivery { get; init; }

    /// <summary>The master switch: an inactive endpoint sends nothing, and each attempt is logged as not sent. Default true.</summary>
    public bool Active { get; init; } = true;

    /// <summary>
    /// Assigned by the store: 0 means never saved; it grows with each save and is never used twice for one <see cref="Id"/>, not even after a
    /// deletion. A save whose version is not the stored one is refused with <see cref="ConnectConflictException"/>.
    /// </summary>
    public long Version { get; init; }

    /// <summary>
    /// Set by a store that could not read the endpoint whole, such as one whose credentials cannot be decrypted: a sentence that says so. The endpoint is
    /// listed but cannot be used; enter what is missing and save it with this set to null. Null for every endpoint that is whole.
    /// </summary>
    public string? Fault { get; init; }

    /// <summary>The name and id only: the other members may hold credentials.</summary>
    /// <returns>Text such as <c>ConnectEndpoint crm-sync (CRM sync)</c>.</returns>
    public override string ToString() => $"{nameof(ConnectEndpoint)} {Id} ({Name})";
}
