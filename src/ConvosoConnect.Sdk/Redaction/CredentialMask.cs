using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using ConvosoConnect.Sdk.Redaction.Search;

namespace ConvosoConnect.Sdk.Redaction;

/// <summary>
/// <para>
/// Texts are compared in the form of <see cref="CanonicalText"/>, layer by layer, so an odd spelling of a harmless text may be masked too (our decision). All occurrences are
/// found before any is replaced, so that of overlapping secrets no part remains.
/// </para>
/// </summary>
internal sealed class CredentialMask
{
    /// <summary>The text that replaces a secret.</summary>
    public const string Masked = "***";

    /// <summary>The text that replaces a text which could not be masked.</summary>
    public const string Withheld = "(This text could not be masked, so it is not shown.)";

    private const int Layers = 3;

    // A secret that looks escaped itself needs up to this many more layers until it is fully unescaped.
    private const int MoreLayers = 2;

    // With more secrets than this, only the usual forms of each are searched for, so that the automaton stays small.
    private const int MostInRareForms = 1000;

    // Words that may be a credential's value but occur in every log. Masking them everywhere would hide half of each log and no secret, so they are masked only in the
    // credential's own place, by the caller (our decision).
    private static readonly HashSet<string> CommonWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "true", "false", "null", "none", "json", "xml", "form", "post", "get",
    };

    private readonly string[] _secrets;
    private readonly KeyValuePair<string, string>[] _weak;
    private readonly MaskFilter? _filter;
    private readonly bool _withholds;

    // Made when a text may hold a secret for the first time, because most endpoints never need it.
    private SecretAutomaton? _automaton;

    /// <summary>Makes a mask. Secrets that are blank, shorter than four characters or a common word such as <c>true</c> are not searched for.</summary>
    /// <param name="secrets">The values to mask wherever they occur.</param>
    /// <param name="weak">Names and values; a value is masked only where it stands after its name.</param>
    /// <param name="names">Decides which names are those of credentials; null for the default ones.</param>
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

    /// <summary>Withholds every text, for the case that the credentials are not known.</summary>
    public static CredentialMask WithholdAll { get; } = new(withholds: true);

    /// <summary>Decides which names are those of credentials.</summary>
    public CredentialNames Names { get; }

    private bool IsEmpty => _secrets.Length == 0 && _weak.Length == 0;

    /// <summary>Replaces the secrets in a text; returns the same text when it holds none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isCut">Whether the end of the text is missing. Then the beginning of a secret at the text's end is masked too, from four characters on.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Mask(string? text, bool isCut = false)
    {
        try
        {
            return Mask(text, isCut, out _);
        }
#pragma warning disable CA1031 // Masking must not change the outcome of a send, so a text that cannot be masked is withheld.
        catch (Exception)
#pragma warning restore CA1031
        {
            return Withheld;
        }
    }

    /// <summary>As <see cref="Mask(string?, bool)"/>, and counts the steps: characters looked at, and moves of the automaton.</summary>
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

    /// <summary>Whether a text in UTF-8 may hold a secret. If not, it need not be decoded for masking.</summary>
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

    /// <summary>Whether a secret is distinctive enough to be searched for: not too short, not blank and not a common word.</summary>
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
