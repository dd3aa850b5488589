using System.Collections.Frozen;
using ConvosoConnect.Sdk.Equality;
using ConvosoConnect.Sdk.Integrators.Declared.Reading;

namespace ConvosoConnect.Sdk.Integrators.Declared;

/// <summary>
/// An integrator that is told by data instead of code: which method, headers and body a vendor wants, and what its responses mean. Add it by
/// <see cref="ConvosoConnectBuilder.AddIntegrator(IntegratorDefinition)"/>, or write it as JSON and read it by <see cref="Parse"/>. docs/integrators.md tells every member.
/// </summary>
public sealed record IntegratorDefinition
{
    private readonly DictionaryByValue<string> _headers = new(FrozenDictionary<string, string>.Empty);
    private readonly DictionaryByValue<string> _requiredHeaders = new(FrozenDictionary<string, string>.Empty);
    private readonly DictionaryByValue<IntegratorSetting> _settings = new(FrozenDictionary<string, IntegratorSetting>.Empty);
    private readonly DictionaryByValue<string> _captures = new(FrozenDictionary<string, string>.Empty);
    private readonly ListByValue<string> _paths = new([]);
    private readonly ListByValue<IntegratorVariant> _variants = new([]);
    private readonly ListByValue<IntegratorRetry> _retries = new([]);

    /// <summary>The name that endpoints give as API Integrator, compared ignoring case.</summary>
    public required string Name { get; init; }

    /// <summary>Where the vendor documents this, as free text; null (the default) for nowhere.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// The method of endpoints that say POST: <c>POST</c> (the default), <c>PUT</c> or <c>PATCH</c>. With <c>GET</c>, the integrator is for GET endpoints only, else a GET endpoint sends
    /// its mapped keys in the query as ever.
    /// </summary>
    public string Method { get; init; } = "POST";

    /// <summary>The Content-Type of the body; null (the default) for that of the encoder: <c>application/json</c> or <c>application/x-www-form-urlencoded</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Headers of every request, unless the endpoint gives its own of that name. <c>{settings.NAME}</c> in a value is replaced by the endpoint's setting. Empty by default.</summary>
    public IReadOnlyDictionary<string, string> Headers
    {
        get => _headers.Items!;
        init => _headers = new(value ?? throw new ArgumentNullException(nameof(Headers)));
    }

    /// <summary>
    /// Headers that the endpoint must give, each with the sentence by which a send without it is refused. An endpoint that names a credential is trusted to get them from it. Empty by
    /// default.
    /// </summary>
    public IReadOnlyDictionary<string, string> RequiredHeaders
    {
        get => _requiredHeaders.Items!;
        init => _requiredHeaders = new(value ?? throw new ArgumentNullException(nameof(RequiredHeaders)));
    }

    /// <summary>What endpoints fill in as <see cref="ConnectEndpoint.Settings"/>, such as the id of a location. Never a credential. Empty by default.</summary>
    public IReadOnlyDictionary<string, IntegratorSetting> Settings
    {
        get => _settings.Items!;
        init => _settings = new(value ?? throw new ArgumentNullException(nameof(Settings)));
    }

    /// <summary>What the body of a request looks like.</summary>
    public IntegratorBody Body { get; init; } = new();

    /// <summary>
    /// How the path of the API URL must end, such as <c>/Leads/upsert</c>, compared ignoring case; <c>*</c> stands for one segment. A send to any other path that no variant has is
    /// refused. Empty (the default) for any path.
    /// </summary>
    public IReadOnlyList<string> Paths
    {
        get => _paths.Items!;
        init => _paths = new(value ?? throw new ArgumentNullException(nameof(Paths)));
    }

    /// <summary>Paths whose requests or responses look different, such as those of a batch. The first that fits counts. Empty by default.</summary>
    public IReadOnlyList<IntegratorVariant> Variants
    {
        get => _variants.Items!;
        init => _variants = new(value ?? throw new ArgumentNullException(nameof(Variants)));
    }

    /// <summary>What responses mean.</summary>
    public IntegratorResponseRules Response { get; init; } = new();

    /// <summary>See <see cref="IntegratorContract.Captures"/>.</summary>
    public IReadOnlyDictionary<string, string> Captures
    {
        get => _captures.Items!;
        init => _captures = new(value ?? throw new ArgumentNullException(nameof(Captures)));
    }

    /// <summary>See <see cref="IntegratorContract.Retries"/>.</summary>
    public IReadOnlyList<IntegratorRetry> Retries
    {
        get => _retries.Items!;
        init => _retries = new(value ?? throw new ArgumentNullException(nameof(Retries)));
    }

    /// <summary>See <see cref="IntegratorContract.EmptyValues"/>.</summary>
    public EmptyValues EmptyValues { get; init; } = EmptyValues.Default;

    /// <summary>See <see cref="IntegratorContract.Delimiter"/>.</summary>
    public string? Delimiter { get; init; }

    /// <summary>See <see cref="IntegratorContract.RateLimit"/>.</summary>
    public int? RateLimit { get; init; }

    /// <summary>See <see cref="IntegratorContract.RateInterval"/>.</summary>
    public TimeSpan RateInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Reads a definition from JSON, as <c>schemas/integrator.v1.schema.json</c> describes it. Comments are allowed.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ConnectValidationException">It is not JSON, or something in it is wrong; the exception tells everything at once, each with its place.</exception>
    public static IntegratorDefinition Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return DefinitionReader.Read(json);
    }

    /// <summary>Reads a definition from a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ConnectValidationException">As for <see cref="Parse"/>.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IntegratorDefinition Load(string path)
    {
        const int Longest = 1024 * 1024;
        using var reader = new StreamReader(path);
        var text = new char[Longest + 1];
        int length = reader.ReadBlock(text);
        return length <= Longest
            ? Parse(new string(text, 0, length))
            : throw new ConnectValidationException("integrator definition", [new("$", $"The file has more than {Longest} characters, which no definition needs. Give another file.")]);
    }

    /// <summary>Finds everything that is wrong with the definition.</summary>
    /// <returns>The problems, each with its place; empty when there are none.</returns>
    public IReadOnlyList<ValidationProblem> Validate() => DefinitionCheck.Find(this);

    /// <summary>Compiles the definition.</summary>
    /// <returns>The template, which serves all endpoints.</returns>
    /// <exception cref="ConnectValidationException">Something in the definition is wrong.</exception>
    public IIntegratorTemplate ToTemplate()
    {
        IReadOnlyList<ValidationProblem> problems = Validate();
        return problems.Count == 0 ? new DeclaredTemplate(this) : throw new ConnectValidationException($"integrator '{Name}'", problems);
    }
}
