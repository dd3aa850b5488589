using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ConvosoConnect.Sdk.Redaction.Search;

namespace ConvosoConnect.Sdk.Redaction;

/// <summary>
/// Replaces known secrets by <c>***</c> wherever they stand in a text: in either case; with their characters percent-, form-, JSON- or XML-escaped, up to three
/// times over; in Base64, also within a longer or wrapped text; in hexadecimal; in UTF-16. Replaces weak credentials after their name only. The work is proportional
/// to the text's length, whatever the text and however many secrets. Built once per endpoint version; safe for concurrent use.
/// <para>
/// A text is compared as <see cref="CanonicalText"/> has it, layer by layer, so an odd spelling of something harmless may be masked too (our decision). All
/// occurrences are found before any is replaced, so where secrets overlap their union goes and no part of either stays.
/// </para>
/// </summary>
internal sealed class CredentialMask
{
    /// <summary>What stands for a secret.</summary>
    public const string Masked = "***";

    /// <summary>What stands for a text that could not be masked.</summary>
    public const string Withheld = "(This text could not be masked, so it is not shown.)";

    private const int Layers = 3;

    // A secret that looks escaped itself takes as many layers more to come to its last form.
    private const int MoreLayers = 2;

    // Beyond this many secrets only the usual forms of each are looked for, so that the automaton stays small.
    private const int MostInRareForms = 1000;

    // Credentials by position, not by content: masking these wherever they stand would blacken half of every log and hide nothing.
    // So the caller masks them where they are credentials, and they are not searched for elsewhere (our decision).
    private static readonly HashSet<string> CommonWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "true", "false", "null", "none", "json", "xml", "form", "post", "get",
    };

    private readonly string[] _secrets;
    private readonly KeyValuePair<string, string>[] _weak;
    private readonly MaskFilter? _filter;
    private readonly bool _withholds;

    // Made when the first text may hold a secret: for most endpoints none ever does.
    private SecretAutomaton? _automaton;

    /// <summary>A mask for these secrets; blank ones, ones shorter than four characters and common words such as <c>true</c> are not searched for.</summary>
    /// <param name="secrets">What is masked wherever it stands.</param>
    /// <param name="weak">Names and values: a value is masked where it stands after its name.</param>
    /// <param name="names">Which names are those of credentials.</param>
    public CredentialMask(IEnumerable<string> secrets, IEnumerable<KeyValuePair<string, string>>? weak = null, CredentialNames? names = null)
    {
        Names = names ?? CredentialNames.Default;
        _secrets = [.. secrets.Distinct(StringComparer.Ordinal).Where(IsDistinct)];
        _weak = [.. (weak ?? []).Where(pair => pair.Key.Length > 0 && pair.Value.Length > 0)];
        _filter = MaskFilter.Create(_secrets, FormsOf, _weak);
    }

    private CredentialMask(bool withholds)
        : this([]) => _withholds = withholds;

    /// <summary>Masks nothing.</summary>
    public static CredentialMask None { get; } = new([]);

    /// <summary>Withholds every text: for when it is not known which credentials there are.</summary>
    public static CredentialMask OfUnknown { get; } = new(withholds: true);

    /// <summary>Which names are those of credentials.</summary>
    public CredentialNames Names { get; }

    private bool IsEmpty => _secrets.Length == 0 && _weak.Length == 0;

    /// <summary>The text without the secrets; the text itself when it holds none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isCut">Whether its end did not arrive. Then also the beginning of a secret at its end is masked, from four characters on.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Mask(string? text, bool isCut = false)
    {
        try
        {
            return Mask(text, isCut, out _);
        }
#pragma warning disable CA1031 // Masking must not change what becomes of a send: a text that cannot be masked is withheld.
        catch (Exception)
#pragma warning restore CA1031
        {
            return Withheld;
        }
    }

    /// <summary>The same, and how many steps it took: characters looked at, and moves of the automaton.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Mask(string? text, bool isCut, out long steps)
    {
        steps = 0;
        if (_withholds)
        {
            return string.IsNullOrEmpty(text) ? text : Withheld;
        }

        if (string.IsNullOrEmpty(text) || IsEmpty || (!isCut && _filter?.MayHit(text) == false))
        {
            return text;
        }

        SecretAutomaton automaton = Volatile.Read(ref _automaton) ?? MakeAutomaton();
        var found = new MaskedSpans();
        using var canonical = new CanonicalText(text);
        for (int layer = 0; ; layer++)
        {
            steps += automaton.Search(canonical, isFirst: layer == 0, isCut, found);
            found.EndSearch();
            if (layer == automaton.Layers || !canonical.Undo())
            {
                steps += canonical.Steps;
                return found.Replace(text);
            }
        }
    }

    /// <summary>Whether a text in UTF-8 may hold a secret. When not, it need not become a string to be masked.</summary>
    public bool MayHit(ReadOnlySpan<byte> utf8)
    {
        if (IsEmpty || _filter is null)
        {
            return _withholds || !IsEmpty;
        }

        char[] text = ArrayPool<char>.Shared.Rent(utf8.Length);
        int length = Encoding.UTF8.GetChars(utf8, text);
        bool hit = _filter.MayHit(text.AsSpan(0, length));
        ArrayPool<char>.Shared.Return(text);
        return hit;
    }

    /// <summary>Whether a text can be told from others, so that it may be searched for.</summary>
    public static bool IsDistinct(string secret) =>
        secret.Length >= SecretForm.Shortest && !string.IsNullOrWhiteSpace(secret) && !CommonWords.Contains(secret);

    private IEnumerable<SecretForm> FormsOf(string secret) => SecretForm.CreateAll(secret, Layers, _secrets.Length <= MostInRareForms);

    private SecretAutomaton MakeAutomaton()
    {
        int own = _secrets.Length == 0 ? 0 : _secrets.Max(secret => CanonicalText.FormsOf(secret, MoreLayers).Count - 1);
        var automaton = new SecretAutomaton(_secrets.SelectMany(FormsOf), _weak) { Layers = Layers + own };
        Volatile.Write(ref _automaton, automaton);
        return automaton;
    }
}
