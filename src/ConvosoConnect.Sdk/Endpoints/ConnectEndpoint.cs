using System.Collections.Frozen;
using System.Text.Json.Serialization;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>Where and how a lead is sent: one row of Convoso Connect's endpoint settings. It is immutable: make a changed copy by <c>with</c> and save that.</summary>
/// <remarks>As JSON it has <c>***</c> in place of its credentials; see <see cref="CredentialJsonConverter"/>.</remarks>
public sealed record ConnectEndpoint
{
    private readonly ListByValue<string> _successValues;
    private readonly DictionaryByValue<string> _settings = new(FrozenDictionary<string, string>.Empty);
    private readonly DictionaryByValue<string> _captures = new(FrozenDictionary<string, string>.Empty);

    /// <summary>
    /// The key under which every request carries its endpoint, for the HTTP handlers of the app. <see cref="Delivery"/> then holds the rules in effect, with the time-out of the
    /// options and the rate limit of the integrator filled in; null when no delivery rules apply.
    /// </summary>
    public static HttpRequestOptionsKey<ConnectEndpoint> OfRequest { get; } = new("ConvosoConnect.Endpoint");

    /// <summary>
    /// The id by which a send names the endpoint. When it is empty, the store assigns one at the first save. At most 200 characters, none of them a control character (our
    /// decision); white space is kept.
    /// </summary>
    public string Id { get; init; } = "";

    /// <summary>Free text, required, at most 200 characters (the limit is our decision).</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// Absolute URL with protocol. It may have its own query, which is kept, and tokens such as <c>{email}</c>; each token is replaced by the value that the adaptor maps to that
    /// key. It must not have a user name, password or fragment.
    /// </summary>
    [JsonConverter(typeof(CredentialUrlJsonConverter))]
    public string ApiUrl { get; init; } = "";

    /// <summary>Query-string credentials appended to the URL as typed, such as <c>api_key=XXX&amp;credential=YYY</c>. Masked in every log.</summary>
    [JsonConverter(typeof(CredentialJsonConverter))]
    public string ApiAuthentication { get; init; } = "";

    /// <summary>
    /// Pipe-delimited headers, each split at its first colon: <c>Content-type: application/json|Authorization: OAuth TOKEN</c>.
    /// <c>\|</c> is a literal pipe (our decision). Values are masked in every log when the name looks like a credential.
    /// </summary>
    [JsonConverter(typeof(CredentialJsonConverter))]
    public string AuthorizationHeader { get; init; } = "";

    /// <summary>
    /// The name of a credential that the app defines, or several separated by commas, such as <c>crm-token,egress-1</c>; compared ignoring case. Each adds to the request what
    /// its definition says, such as a token or a signature. Null or empty (null is the default) for none. At most 200 characters (our decision).
    /// </summary>
    public string? Credential { get; init; }

    /// <summary>POST (the default) or GET.</summary>
    public RequestMethod RequestMethod { get; init; } = RequestMethod.Post;

    /// <summary>The name of the body encoder of a POST: one of <see cref="PostDataTypes"/>, or one that you added. Default <c>RAW</c>, a form.</summary>
    public string PostDataType { get; init; } = PostDataTypes.Raw;

    /// <summary>The name of the response parser: one of <see cref="ResponseDataTypes"/>, or one that you added. Default <c>JSON</c>.</summary>
    public string ResponseDataType { get; init; } = ResponseDataTypes.Json;

    /// <summary>The name of an integrator template: one of <see cref="ApiIntegrators"/>, or one that you added. Null (the default) for none.</summary>
    public string? ApiIntegrator { get; init; }

    /// <summary>
    /// What the integrator asks of its endpoints beside the fields, such as the id of a location, by the names that it declares, compared ignoring case. Not for credentials: the log and all
    /// readers of the endpoint see them. At most 50, each name of at most 100 and each value of at most 2,000 characters (our decisions). Empty by default; a dictionary that is given
    /// is copied, and null counts as empty.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings
    {
        get => _settings.Items!;
        init => _settings = new(value?.ToFrozenDictionary(StringComparer.Ordinal) ?? FrozenDictionary<string, string>.Empty);
    }

    /// <summary>Separates several values of one field, going out and coming in: any text of at most 200 characters (our decision). Default <c>,</c>.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>
    /// The key of the response to read, such as <c>success</c>. When empty, the integrator template's own key is read, or the whole body. At most 200 characters, and 32 segments
    /// of a JSON or XML path (our decision).
    /// </summary>
    public string ResponseKey { get; init; } = "";

    /// <summary>
    /// Values that count as success, compared ignoring case. Null (the default): every value counts as success except <c>false</c>, <c>0</c>, <c>no</c>, <c>error</c>,
    /// <c>fail</c>, <c>failed</c>, <c>failure</c> and an empty value (our decision).
    /// </summary>
    public IReadOnlyList<string>? SuccessValues
    {
        get => _successValues.Items;
        init => _successValues = new(value);
    }

    /// <summary>
    /// Further values of the response to read, beside that of the <see cref="ResponseKey"/>, by the names that the app knows them by: <c>"transfer": "transfer_number"</c>. Each key is
    /// written like a Response Key, or is <c>header:</c> and the name of a response header, such as <c>header:X-Request-Id</c>. The result and the log entry hold those that the
    /// response has, also when it is a refusal. At most 20, each name of at most 100 characters and different from the others in more than case (our decisions). They go before the
    /// integrator's own of the same name. Empty by default; a dictionary that is given is copied, and null counts as empty.
    /// </summary>
    public IReadOnlyDictionary<string, string> Captures
    {
        get => _captures.Items!;
        init => _captures = new(value?.ToFrozenDictionary(StringComparer.Ordinal) ?? FrozenDictionary<string, string>.Empty);
    }

    /// <summary>Whether mapped fields that are empty are sent. Default: the integrator template decides.</summary>
    public EmptyValues EmptyValues { get; init; } = EmptyValues.Default;

    /// <summary>
    /// The adaptor that maps the lead. Required for POST, optional for GET. It must exist when the endpoint is saved, and be active when it is chosen. With an adaptor resolver
    /// of the app's own it may be empty.
    /// </summary>
    public string AdaptorId { get; init; } = "";

    /// <summary>Time-outs, attempts and limits. Null (the default): one attempt within the option <c>RequestTimeout</c>, and no limits except those of the integrator.</summary>
    public DeliveryRules? Delivery { get; init; }

    /// <summary>The master switch: an inactive endpoint sends nothing, and each attempt is logged as not sent. Default true.</summary>
    public bool Active { get; init; } = true;

    /// <summary>
    /// The store assigns it. 0 means never saved. It grows with each save and is never used twice for one <see cref="Id"/>, not even after a deletion. A save whose version is
    /// not the stored one is refused with <see cref="ConnectConflictException"/>.
    /// </summary>
    public long Version { get; init; }

    /// <summary>
    /// A sentence that says which part of the endpoint the store could not read, for instance credentials that cannot be decrypted. Such an endpoint is listed but cannot be
    /// used: enter what is missing and save it with this set to null. Null for every endpoint that was read completely.
    /// </summary>
    public string? Fault { get; init; }

    /// <summary>Shows the name and id only, because the other members may hold credentials.</summary>
    /// <returns>Text such as <c>ConnectEndpoint crm-sync (CRM sync)</c>.</returns>
    public override string ToString() => $"{nameof(ConnectEndpoint)} {Id} ({Name})";
}
