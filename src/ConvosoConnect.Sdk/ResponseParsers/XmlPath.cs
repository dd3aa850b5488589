using AngleSharp.Dom;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>
/// A Response Key for XML: <c>Id</c>, <c>Response/Lead/Id</c>, <c>Lead/@id</c>. Prefixes are ignored. The first name may be that of any element;
/// a leading <c>/</c> makes it that of the root.
/// </summary>
internal sealed class XmlPath
{
    // Each element is compared with the whole path. The same limit as the validator's, which does not see the keys that templates ask for (our decision).
    private const int MostSegments = 32;

    private readonly string[] _names;
    private readonly bool _fromRoot;
    private readonly StringComparison _comparison;

    public XmlPath(string key, StringComparison comparison)
    {
        _comparison = comparison;
        _fromRoot = key.StartsWith('/');
        string[] names = key[(_fromRoot ? 1 : 0)..].Split('/', StringSplitOptions.TrimEntries);
        Attribute = names[^1].StartsWith('@') ? LocalName(names[^1][1..]) : null;
        _names = [.. names.SkipLast(Attribute is null ? 0 : 1).Select(LocalName)];
    }

    /// <summary>The attribute that is asked for; null when it is an element.</summary>
    public string? Attribute { get; }

    /// <summary>Whether the path leads to an element.</summary>
    public bool LeadsTo(IElement element)
    {
        if (_names.Length > MostSegments)
        {
            return false;
        }

        IElement? at = element;
        for (int i = _names.Length - 1; i >= 0; i--)
        {
            if (at is null || !at.LocalName.Equals(_names[i], _comparison))
            {
                return false;
            }

            at = at.ParentElement;
        }

        return !_fromRoot || at is null;
    }

    /// <summary>The value of the attribute that is asked for; null when the element has none.</summary>
    public string? AttributeOf(IElement element) =>
        element.Attributes.FirstOrDefault(attribute => attribute.Prefix != "xmlns" && attribute.LocalName.Equals(Attribute, _comparison))?.Value;

    /// <summary>Whether the path leads to an element and to the attribute, if it names one.</summary>
    public bool Matches(IElement element) => LeadsTo(element) && (Attribute is null || AttributeOf(element) is not null);

    private static string LocalName(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
