using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Endpoints.Checks;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>Checks endpoints. Every store calls it before it saves, and every send before it sends.</summary>
public sealed class EndpointValidator
{
    private const int MaxNameLength = 200;
    private const int MaxTextLength = 16_384;

    private static readonly AsyncLocal<bool> KeepsAdaptors = new();

    private readonly Func<SendSettings> _settings;
    private readonly IReadOnlyCollection<string> _encoders;
    private readonly IReadOnlyCollection<string> _parsers;
    private readonly IReadOnlyCollection<string> _integrators;

    /// <summary>
    /// Creates a validator that allows every delivery rule and does not check whether adaptors exist. An app takes its own validator from its service provider instead.
    /// </summary>
    /// <param name="allowHttp">Whether <c>http</c> is allowed besides <c>https</c>.</param>
    /// <param name="bodyEncoders">The names of the body encoders.</param>
    /// <param name="responseParsers">The names of the response parsers.</param>
    /// <param name="integrators">The names of the integrator templates.</param>
    public EndpointValidator(
        bool allowHttp, IEnumerable<string> bodyEncoders, IEnumerable<string> responseParsers, IEnumerable<string> integrators)
        : this(Always(new() { AllowHttp = allowHttp }), bodyEncoders, responseParsers, integrators, hasDeliveryHandler: true)
    {
    }

    internal EndpointValidator(
        Func<SendSettings> settings,
        IEnumerable<string> bodyEncoders,
        IEnumerable<string> responseParsers,
        IEnumerable<string> integrators,
        bool hasDeliveryHandler)
    {
        HasDeliveryHandler = hasDeliveryHandler;
        _settings = settings;
        _encoders = Names(bodyEncoders);
        _parsers = Names(responseParsers);
        _integrators = Names(integrators);
    }

    internal bool AllowHttp => _settings().Options.AllowHttp;

    /// <summary>Whether the app has a delivery handler, which keeps the rules that the engine alone does not keep.</summary>
    internal bool HasDeliveryHandler { get; }

    /// <summary>Whether sends find the adaptor by its id. False with an adaptor resolver of the app's own: then the id is neither required nor looked up.</summary>
    internal bool NeedsAdaptor { get; init; } = true;

    /// <summary>Gives the names of all integrators, those of the configuration included; null for those of the constructor.</summary>
    internal Func<IReadOnlyCollection<string>>? IntegratorNames { get; init; }

    /// <summary>Checks what the endpoint's integrator asks of it; null when its integrator is known by name only.</summary>
    internal Action<List<ValidationProblem>, ConnectEndpoint>? CheckIntegrator { get; init; }

    /// <summary>The credentials that endpoints may name; null when any name is accepted.</summary>
    internal IReadOnlyList<KnownCredential>? Credentials { get; init; }

    /// <summary>
    /// Checks that the adaptor of an endpoint exists and is active; the flag is true when the endpoint keeps its adaptor, which may then be inactive. Null when no adaptors can
    /// be looked up.
    /// </summary>
    internal Func<ConnectEndpoint, bool, CancellationToken, ValueTask<ValidationProblem?>>? FindAdaptor { get; init; }

    /// <summary>
    /// Checks an endpoint before it is saved: it must pass <see cref="Validate"/>, and its adaptor must exist and be active. Every store calls this before it saves. The adaptor
    /// store is resolved only in this call, because adaptor stores need the endpoint store. With an adaptor resolver of the app's own, no adaptor is looked up.
    /// </summary>
    /// <param name="endpoint">The endpoint as it is to be stored.</param>
    /// <param name="previous">
    /// The endpoint that is stored under the same id; null when there is none. An endpoint that keeps its adaptor may be saved even when the adaptor has become inactive (our
    /// decision).
    /// </param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>The warnings; empty when there are none.</returns>
    /// <exception cref="ConnectValidationException">The endpoint must not be saved. The exception holds all problems, warnings included.</exception>
    public async ValueTask<IReadOnlyList<ValidationProblem>> CheckAsync(
        ConnectEndpoint endpoint, ConnectEndpoint? previous, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        IReadOnlyList<ValidationProblem> problems = await FindAsync(endpoint, previous, cancellationToken).ConfigureAwait(false);
        return problems.All(p => p.IsWarning)
            ? problems
            : throw new ConnectValidationException($"endpoint '{(string.IsNullOrEmpty(endpoint.Id) ? endpoint.Name : endpoint.Id)}'", problems);
    }

    /// <summary>Finds everything that is wrong or doubtful about an endpoint, except for its adaptor.</summary>
    /// <param name="endpoint">The endpoint, stored or not.</param>
    /// <returns>The problems in the order of the members; empty when there are none. A problem that is not a warning forbids saving and sending.</returns>
    public IReadOnlyList<ValidationProblem> Validate(ConnectEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var problems = new List<ValidationProblem>();
        if (endpoint.Fault is { } fault)
        {
            problems.Add(new(nameof(endpoint.Fault), fault));
        }

        CheckText(problems, nameof(endpoint.Id), endpoint.Id, MaxNameLength);
        CheckText(problems, nameof(endpoint.Name), endpoint.Name, MaxNameLength);
        if (endpoint.Name is not null && string.IsNullOrWhiteSpace(endpoint.Name))
        {
            problems.Add(new(nameof(endpoint.Name), "The name is missing. Give the endpoint one that its users will recognise."));
        }

        CheckText(problems, nameof(endpoint.ApiAuthentication), endpoint.ApiAuthentication, MaxTextLength);
        int before = problems.Count;
        CheckStorable(problems, nameof(endpoint.ApiUrl), endpoint.ApiUrl);
        UrlTemplate? url = problems.Count > before ? null : UrlTemplate.Parse(endpoint.ApiUrl ?? "", endpoint.ApiAuthentication ?? "", AllowHttp, problems);
        if (url is not null && _settings().Guard.ForbidsAsWritten(AllowedHost.Normalise(url.Host)) is { } rule)
        {
            // Only a warning, because another machine or other options may allow this destination. Each send is checked by the same rule (our decision).
            problems.Add(new(
                nameof(endpoint.ApiUrl),
                $"Sends will be blocked: the API URL leads to {url.Host}, and this address {rule}. "
                + "Enter a public address, or have the app open this one with the option AllowedNetworks or AllowedHosts.",
                IsWarning: true));
        }

        if (endpoint.AuthorizationHeader is { Length: <= MaxTextLength } header)
        {
            ContentTypeCheck.Check(problems, endpoint, HeaderLine.Parse(header, problems));
        }
        else
        {
            // The check of each header reports control characters, so only a null or too long text is reported here.
            CheckText(problems, nameof(endpoint.AuthorizationHeader), endpoint.AuthorizationHeader, MaxTextLength);
        }

        EndpointCredentials.CheckMasked(problems, endpoint, _settings().CredentialNames);
        if (endpoint.Credential is { Length: > 0 } credential)
        {
            CheckText(problems, nameof(endpoint.Credential), credential, MaxNameLength);
            CredentialCheck.Check(problems, endpoint, url?.Host, Credentials);
        }

        EndpointCredentials.CheckNaming(problems, endpoint, _settings().CredentialNames, CredentialCheck.SecretsOf(endpoint, Credentials));
        CheckChoices(problems, endpoint);
        CaptureCheck.Check(problems, endpoint);
        SettingsCheck.Check(problems, endpoint);
        CheckIntegrator?.Invoke(problems, endpoint);
        DeliveryCheck.Check(problems, endpoint, HasDeliveryHandler);
        return problems;
    }

    /// <summary>Finds all errors and warnings that <see cref="CheckAsync"/> looks for.</summary>
    internal async ValueTask<IReadOnlyList<ValidationProblem>> FindAsync(ConnectEndpoint endpoint, ConnectEndpoint? previous, CancellationToken cancellationToken)
    {
        IReadOnlyList<ValidationProblem> problems = Validate(endpoint);
        if (FindAdaptor is null || string.IsNullOrEmpty(endpoint.AdaptorId) || problems.Any(p => p.Field == nameof(endpoint.AdaptorId)))
        {
            return problems;
        }

        bool isKept = KeepsAdaptors.Value || previous?.AdaptorId == endpoint.AdaptorId;
        return await FindAdaptor(endpoint, isKept, cancellationToken).ConfigureAwait(false) is { } problem ? [.. problems, problem] : problems;
    }

    /// <summary>Runs a step in which every endpoint may be saved with an inactive adaptor, as a copy of a whole store needs.</summary>
    internal static async Task<T> KeepingAdaptorsAsync<T>(Func<Task<T>> step)
    {
        // Only this asynchronous method and the code that it calls see this value; the caller does not.
        KeepsAdaptors.Value = true;
        return await step().ConfigureAwait(false);
    }

    internal static ValidationProblem UnknownAdaptor(string id) => new(
        nameof(ConnectEndpoint.AdaptorId), $"There is no adaptor '{id}'. Save the adaptor before the endpoints that use it, or choose another one.");

    /// <summary>Whether a name stands for no integrator: null, empty, or Convoso's word <c>None</c>.</summary>
    internal static bool IsNone(string? integrator) =>
        string.IsNullOrWhiteSpace(integrator) || string.Equals(integrator, ApiIntegrators.None, StringComparison.OrdinalIgnoreCase);

    private static Func<SendSettings> Always(ConvosoConnectOptions options)
    {
        var settings = new SendSettings(options);
        return () => settings;
    }

    private static string[] Names(IEnumerable<string> names) =>
        [.. (names ?? throw new ArgumentNullException(nameof(names))).Order(StringComparer.OrdinalIgnoreCase)];

    private static void CheckText(List<ValidationProblem> problems, string field, string? text, int maxLength)
    {
        if (text is null)
        {
            problems.Add(new(field, "It is null. Use an empty text where nothing is meant."));
        }
        else if (text.Length > maxLength)
        {
            problems.Add(new(field, $"It has {text.Length} characters; at most {maxLength} are possible."));
        }
        else if (text.Any(char.IsControl))
        {
            problems.Add(new(field, "It holds a line break or another control character. Remove it."));
        }
        else
        {
            CheckStorable(problems, field, text);
        }
    }

    internal static void CheckStorable(List<ValidationProblem> problems, string field, string? text)
    {
        if (text is not null && StorableText.Problem(text) is { } problem)
        {
            problems.Add(new(field, problem));
        }
    }

    private static void CheckKnown(List<ValidationProblem> problems, string field, string? name, IReadOnlyCollection<string> known)
    {
        if (name is null || !known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            problems.Add(new(field, $"'{name}' is not known. Known are: {string.Join(", ", known)}."));
        }
    }

    private void CheckChoices(List<ValidationProblem> problems, ConnectEndpoint endpoint)
    {
        bool post = endpoint.RequestMethod == RequestMethod.Post;
        if (!Enum.IsDefined(endpoint.RequestMethod))
        {
            problems.Add(new(nameof(endpoint.RequestMethod), $"'{endpoint.RequestMethod}' is not possible. Choose Post or Get."));
        }

        if (post)
        {
            CheckKnown(problems, nameof(endpoint.PostDataType), endpoint.PostDataType, _encoders);
        }
        else
        {
            // A GET does not use it, but the store keeps it.
            CheckText(problems, nameof(endpoint.PostDataType), endpoint.PostDataType, MaxNameLength);
        }

        CheckKnown(problems, nameof(endpoint.ResponseDataType), endpoint.ResponseDataType, _parsers);
        if (!IsNone(endpoint.ApiIntegrator))
        {
            CheckKnown(problems, nameof(endpoint.ApiIntegrator), endpoint.ApiIntegrator, IntegratorNames?.Invoke() ?? _integrators);
        }


        if (endpoint.Delimiter is null or { Length: > 200 })
        {
            problems.Add(new(nameof(endpoint.Delimiter), "It must be a text of at most 200 characters, such as a comma."));
        }

        CheckStorable(problems, nameof(endpoint.Delimiter), endpoint.Delimiter);
        string? ofKey = endpoint.ResponseKey is { } key ? ResponseKeyRule.Problem(key, endpoint.ResponseDataType) : "It is null. Use an empty text to read the whole response.";
        if (ofKey is { } problem)
        {
            problems.Add(new(nameof(endpoint.ResponseKey), problem));
        }

        if (endpoint.SuccessValues is { } values && values.Any(v => v is null))
        {
            problems.Add(new(nameof(endpoint.SuccessValues), "One of the values is null. Use an empty text where an empty value means success."));
        }
        else
        {
            CheckStorable(problems, nameof(endpoint.SuccessValues), endpoint.SuccessValues?.FirstOrDefault(v => StorableText.Problem(v) is not null));
        }

        if (!Enum.IsDefined(endpoint.EmptyValues))
        {
            problems.Add(new(nameof(endpoint.EmptyValues), $"'{endpoint.EmptyValues}' is not possible. Choose Default, Send or Omit."));
        }

        if (post && NeedsAdaptor && string.IsNullOrWhiteSpace(endpoint.AdaptorId))
        {
            problems.Add(new(nameof(endpoint.AdaptorId), "A POST endpoint needs an adaptor, or it would send an empty lead. Choose one."));
        }
        else
        {
            CheckText(problems, nameof(endpoint.AdaptorId), endpoint.AdaptorId, MaxNameLength);
        }
    }
}
