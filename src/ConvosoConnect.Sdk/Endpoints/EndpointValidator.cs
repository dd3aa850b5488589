using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>Checks endpoints. Every store calls it before it saves, and every send before it sends.</summary>
public sealed class EndpointValidator
{
    private const int MaxNameLength = 200;
    private const int MaxTextLength = 16_384;

    private readonly Func<bool> _allowHttp;
    private readonly Func<DestinationGuard> _guard;
    private readonly Func<CredentialNames> _names;
    private readonly IReadOnlyCollection<string> _encoders;
    private readonly IReadOnlyCollection<string> _parsers;
    private readonly IReadOnlyCollection<string> _integrators;

    /// <summary>Creates a validator that allows every delivery rule; the one of the app comes from its service provider.</summary>
    /// <param name="allowHttp">Whether <c>http</c> is allowed besides <c>https</c>.</param>
    /// <param name="bodyEncoders">The names of the body encoders.</param>
    /// <param name="responseParsers">The names of the response parsers.</param>
    /// <param name="integrators">The names of the integrator templates.</param>
    public EndpointValidator(
        bool allowHttp, IEnumerable<string> bodyEncoders, IEnumerable<string> responseParsers, IEnumerable<string> integrators)
        : this(() => allowHttp, () => DestinationGuard.Closed, () => CredentialNames.Default, bodyEncoders, responseParsers, integrators, hasDeliveryHandler: true)
    {
    }

    internal EndpointValidator(
        Func<bool> allowHttp,
        Func<DestinationGuard> guard,
        Func<CredentialNames> names,
        IEnumerable<string> bodyEncoders,
        IEnumerable<string> responseParsers,
        IEnumerable<string> integrators,
        bool hasDeliveryHandler)
    {
        HasDeliveryHandler = hasDeliveryHandler;
        _allowHttp = allowHttp;
        _guard = guard;
        _names = names;
        _encoders = Names(bodyEncoders);
        _parsers = Names(responseParsers);
        _integrators = Names(integrators);
    }

    internal bool AllowHttp => _allowHttp();

    /// <summary>Whether somebody keeps the rules that the engine alone does not.</summary>
    internal bool HasDeliveryHandler { get; }

    /// <summary>Finds everything that is wrong or doubtful.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>The problems in the order of the members; empty when all is well. Problems that are no warnings forbid saving and sending.</returns>
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
        UrlTemplate? url = UrlTemplate.Parse(endpoint.ApiUrl ?? "", endpoint.ApiAuthentication ?? "", AllowHttp, problems);
        if (url is not null && _guard().ForbidsAsWritten(AllowedHost.Normalise(url.Host)) is { } rule)
        {
            // A warning, for another machine or other options may allow what is stored here; each send is judged by the same rule (our decision).
            problems.Add(new(
                nameof(endpoint.ApiUrl),
                $"Sends will be blocked: the API URL leads to {url.Host}, and this address {rule}. "
                + "Enter a public address, or have the app open this one with the option AllowedNetworks or AllowedHosts.",
                IsWarning: true));
        }

        if (endpoint.AuthorizationHeader is { Length: <= MaxTextLength } header)
        {
            HeaderLine.Parse(header, problems);
        }
        else
        {
            // Control characters are the concern of the line they stand in, so only what is null or too long is told here.
            CheckText(problems, nameof(endpoint.AuthorizationHeader), endpoint.AuthorizationHeader, MaxTextLength);
        }

        EndpointCredentials.CheckNaming(problems, endpoint, _names());
        CheckChoices(problems, endpoint);
        DeliveryCheck.Check(problems, endpoint, HasDeliveryHandler);
        return problems;
    }

    internal void ThrowIfInvalid(ConnectEndpoint endpoint)
    {
        IReadOnlyList<ValidationProblem> problems = Validate(endpoint);
        if (problems.Any(p => !p.IsWarning))
        {
            throw new ConnectValidationException($"endpoint '{(string.IsNullOrEmpty(endpoint.Id) ? endpoint.Name : endpoint.Id)}'", problems);
        }
    }

    /// <summary>Whether a name stands for no integrator: null, empty, or Convoso's word <c>None</c>.</summary>
    internal static bool IsNone(string? integrator) =>
        string.IsNullOrWhiteSpace(integrator) || string.Equals(integrator, "None", StringComparison.OrdinalIgnoreCase);

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

        CheckKnown(problems, nameof(endpoint.ResponseDataType), endpoint.ResponseDataType, _parsers);
        if (!IsNone(endpoint.ApiIntegrator))
        {
            CheckKnown(problems, nameof(endpoint.ApiIntegrator), endpoint.ApiIntegrator, _integrators);
        }

        if (endpoint.Delimiter is null or { Length: > 20 })
        {
            problems.Add(new(nameof(endpoint.Delimiter), "It must be a text of at most 20 characters, such as a comma."));
        }

        if (endpoint.ResponseKey is null or { Length: > 1000 })
        {
            problems.Add(new(nameof(endpoint.ResponseKey), "It must be a text of at most 1000 characters; empty reads the whole answer."));
        }

        if (endpoint.SuccessValues is { } values && values.Any(v => v is null))
        {
            problems.Add(new(nameof(endpoint.SuccessValues), "One of the values is null. Use an empty text where an empty value means success."));
        }

        if (!Enum.IsDefined(endpoint.EmptyValues))
        {
            problems.Add(new(nameof(endpoint.EmptyValues), $"'{endpoint.EmptyValues}' is not possible. Choose Default, Send or Omit."));
        }

        if (post && string.IsNullOrWhiteSpace(endpoint.AdaptorId))
        {
            problems.Add(new(nameof(endpoint.AdaptorId), "A POST endpoint needs an adaptor, or it would send an empty lead. Choose one."));
        }
    }
}
