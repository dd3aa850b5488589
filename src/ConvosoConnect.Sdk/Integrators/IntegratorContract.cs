using System.Collections.Frozen;
using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk.Integrators;

/// <summary>
/// What a vendor asks of every caller, whatever is sent: how leads are mapped for it, how many requests it takes, and which responses may be followed by another attempt. With the
/// defaults, the endpoint and the general rules decide everything.
/// </summary>
public sealed record IntegratorContract
{
    private readonly ListByValue<IntegratorRetry> _retries = new([]);
    private readonly DictionaryByValue<IntegratorSetting> _settings = new(FrozenDictionary<string, IntegratorSetting>.Empty);
    private readonly DictionaryByValue<string> _captures = new(FrozenDictionary<string, string>.Empty);

    /// <summary>The contract of an endpoint without a template.</summary>
    public static IntegratorContract None { get; } = new();

    /// <summary>Whether empty fields are sent when the endpoint does not say. <see cref="EmptyValues.Default"/> counts as <see cref="EmptyValues.Send"/>.</summary>
    public EmptyValues EmptyValues { get; init; } = EmptyValues.Default;

    /// <summary>The text that joins several values of one field. Null (the default) means the endpoint's own Delimiter.</summary>
    public string? Delimiter { get; init; }

    /// <summary>
    /// How many requests the vendor takes within <see cref="RateInterval"/>. When the app has a delivery handler, this is the limit of every endpoint that sets none of its own.
    /// Null (the default) means no limit.
    /// </summary>
    public int? RateLimit { get; init; }

    /// <summary>The interval of <see cref="RateLimit"/>. Default one second.</summary>
    public TimeSpan RateInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Which responses may be followed by another attempt, and which must not. The first rule that fits a response counts; when none fits, the general rule of the delivery handler
    /// decides. Empty by default.
    /// </summary>
    public IReadOnlyList<IntegratorRetry> Retries
    {
        get => _retries.Items!;
        init => _retries = new(value);
    }

    /// <summary>
    /// The Response Data Type of endpoints that leave theirs at <c>JSON</c>, the default, because the vendor answers in another one. Null (the default) means that of the endpoint.
    /// </summary>
    public string? ResponseDataType { get; init; }

    /// <summary>What endpoints may give as <see cref="ConnectEndpoint.Settings"/>, by name. An endpoint with other settings, or without a required one, is refused. Empty by default.</summary>
    public IReadOnlyDictionary<string, IntegratorSetting> Settings
    {
        get => _settings.Items!;
        init => _settings = new(value ?? throw new ArgumentNullException(nameof(Settings)));
    }

    /// <summary>
    /// Values of the vendor's responses that every result holds, written as <see cref="ConnectEndpoint.Captures"/> are. An endpoint's own capture of the same name goes before it. Empty
    /// by default.
    /// </summary>
    public IReadOnlyDictionary<string, string> Captures
    {
        get => _captures.Items!;
        init => _captures = new(value ?? throw new ArgumentNullException(nameof(Captures)));
    }
}
