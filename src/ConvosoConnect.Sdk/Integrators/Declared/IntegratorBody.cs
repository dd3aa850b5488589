using System.Collections.Frozen;
using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk.Integrators.Declared;

/// <summary>What the body of a request looks like. With the defaults it is one flat JSON object of the mapped keys.</summary>
public sealed record IntegratorBody
{
    private readonly DictionaryByValue<string> _routes = new(FrozenDictionary<string, string>.Empty);
    private readonly DictionaryByValue<LeadValue> _constants = new(FrozenDictionary<string, LeadValue>.Empty);
    private readonly DictionaryByValue<int> _maxLengths = new(FrozenDictionary<string, int>.Empty);
    private readonly DictionaryByValue<string> _required = new(FrozenDictionary<string, string>.Empty);
    private readonly ListByValue<string> _omit = new([]);
    private readonly ListByValue<string> _lists = new([]);
    private readonly ListByValue<string> _numbers = new([]);
    private readonly ListByValue<string> _booleans = new([]);

    /// <summary>The encoder: <c>JSON</c> (the default) or <c>RAW</c>, a form.</summary>
    public string Encoder { get; init; } = PostDataTypes.Json;

    /// <summary>
    /// JSON around the mapped keys, with the text <c>"{payload}"</c> at the one place where their object goes, such as <c>{"data":["{payload}"]}</c>. <c>{settings.NAME}</c> in a text is
    /// replaced by the endpoint's setting. Null (the default): the object alone.
    /// </summary>
    public string? Envelope { get; init; }

    /// <summary>Whether dots in destination keys nest, where a segment of digits is a position in a list. Default false.</summary>
    public bool Nested { get; init; }

    /// <summary>
    /// Destination keys with their places in the object, such as <c>contacts.0.name</c>: dots nest, and a segment of digits is a position in a list. Positions without a value are left
    /// out. Empty by default.
    /// </summary>
    public IReadOnlyDictionary<string, string> Routes
    {
        get => _routes.Items!;
        init => _routes = new(value ?? throw new ArgumentNullException(nameof(Routes)));
    }

    /// <summary>
    /// Values that every body has, by their places, written like <see cref="Routes"/>, after the mapped keys and in the order of the places. A mapped key at the same place goes before it,
    /// and one in an entry of a list is left out where the entry has no mapped key. In a form and in the query of a GET, places are plain keys. <c>{settings.NAME}</c> in a text is replaced;
    /// a text that is empty then is left out. Empty by default.
    /// </summary>
    public IReadOnlyDictionary<string, LeadValue> Constants
    {
        get => _constants.Items!;
        init => _constants = new(value ?? throw new ArgumentNullException(nameof(Constants)));
    }

    /// <summary>Destination keys whose value is sent as a JSON list of its parts, split at the delimiter. Empty by default.</summary>
    public IReadOnlyList<string> Lists
    {
        get => _lists.Items!;
        init => _lists = new(value ?? throw new ArgumentNullException(nameof(Lists)));
    }

    /// <summary>Destination keys whose value is sent as a JSON number, an empty one as null. A send with another value is refused. Empty by default.</summary>
    public IReadOnlyList<string> Numbers
    {
        get => _numbers.Items!;
        init => _numbers = new(value ?? throw new ArgumentNullException(nameof(Numbers)));
    }

    /// <summary>Destination keys whose value (true, yes, 1, false, no or 0) is sent as a JSON boolean, an empty one as null. A send with another value is refused. Empty by default.</summary>
    public IReadOnlyList<string> Booleans
    {
        get => _booleans.Items!;
        init => _booleans = new(value ?? throw new ArgumentNullException(nameof(Booleans)));
    }

    /// <summary>Destination keys that are left out of body and query, because they are tokens of the API URL only. Empty by default.</summary>
    public IReadOnlyList<string> Omit
    {
        get => _omit.Items!;
        init => _omit = new(value ?? throw new ArgumentNullException(nameof(Omit)));
    }

    /// <summary>Whether numbers and booleans that the lead holds typed are sent as JSON strings. Default false.</summary>
    public bool Texts { get; init; }

    /// <summary>The most Unicode characters of a key's value. A send with a longer one is refused. Empty by default.</summary>
    public IReadOnlyDictionary<string, int> MaxLengths
    {
        get => _maxLengths.Items!;
        init => _maxLengths = new(value ?? throw new ArgumentNullException(nameof(MaxLengths)));
    }

    /// <summary>
    /// Destination keys that must have a value, each with the sentence by which a send without it is refused; of several keys separated by <c>|</c>, such as <c>email|phone</c>, one must. Empty
    /// by default.
    /// </summary>
    public IReadOnlyDictionary<string, string> Required
    {
        get => _required.Items!;
        init => _required = new(value ?? throw new ArgumentNullException(nameof(Required)));
    }
}
