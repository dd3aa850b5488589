using System.Collections.Frozen;
using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>What one send may bring beside its endpoint and its lead. All of it is optional.</summary>
public sealed record SendOptions
{
    private const int LongestKey = 255;

    private static readonly IReadOnlyDictionary<string, LeadValue> NoValues = FrozenDictionary<string, LeadValue>.Empty;

    private readonly string _origin = "Send";
    private readonly string? _idempotencyKey;
    private readonly DictionaryByValue<LeadValue> _values = new(NoValues);

    /// <summary>A word for the log that says what caused the send, such as <c>workflow:12</c>. Default <c>Send</c>. A test always has the origin <c>Test</c>.</summary>
    /// <exception cref="ArgumentException">It is null or empty.</exception>
    public string Origin
    {
        get => _origin;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value, nameof(Origin));
            _origin = value;
        }
    }

    /// <summary>
    /// A key of the app's own for this send, such as the id of a job and of the lead: 1 to 255 printable ASCII characters without a space at either end (our decision). It goes out
    /// under <see cref="DeliveryRules.IdempotencyHeader"/> on every attempt, in place of a random one, so that a receiver can drop a send that was repeated; without such a header it
    /// is not sent. The log entry has it too. Null (the default): none.
    /// </summary>
    /// <exception cref="ArgumentException">It breaks these rules.</exception>
    public string? IdempotencyKey
    {
        get => _idempotencyKey;
        init
        {
            if (value is not null && Problem(value) is { } problem)
            {
                throw new ArgumentException(problem, nameof(IdempotencyKey));
            }

            _idempotencyKey = value;
        }
    }

    /// <summary>
    /// Further named values of this send, such as the id that a ping returned. Adaptor rows of the section <see cref="LeadSection.Values"/> send them, and a token of the API URL
    /// takes one when the adaptor maps nothing to its name (our decision). Empty by default.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public IReadOnlyDictionary<string, LeadValue> Values
    {
        get => _values.Items!;
        init => _values = new(value ?? throw new ArgumentNullException(nameof(Values)));
    }

    internal static SendOptions Default { get; } = new();

    internal static SendOptions OfTest { get; } = new() { Origin = "Test" };

    /// <summary>The id of the log entry that is sent again; null for a send of its own.</summary>
    internal long? ResendOf { get; init; }

    /// <summary>Whether a text may be a key; entries of other programs may have others.</summary>
    internal static bool IsKey(string? key) => key is not null && Problem(key) is null;

    /// <summary>Shows the origin and the key only, because the values may be personal data.</summary>
    /// <returns>Text such as <c>SendOptions workflow:12</c>.</returns>
    public override string ToString() => IdempotencyKey is null ? $"{nameof(SendOptions)} {Origin}" : $"{nameof(SendOptions)} {Origin}, {IdempotencyKey}";

    /// <summary>Says why a text cannot be a key; null when it can.</summary>
    internal static string? Problem(string key)
    {
        const string advice = "Use 1 to 255 printable ASCII characters, such as a GUID.";
        int odd = key.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        return key.Length == 0 ? $"The idempotency key is empty. Leave it null for none. {advice}"
            : key.Length > LongestKey ? $"The idempotency key has {key.Length} characters. {advice}"
            : odd >= 0 ? $"The idempotency key has the character U+{(int)key[odd]:X4} at position {odd + 1}, which no header can carry. {advice}"
            : key[0] == ' ' || key[^1] == ' ' ? $"The idempotency key begins or ends with a space, which a header would lose. {advice}"
            : null;
    }
}
