using ConvosoConnect.Sdk.Relational.Databases;
using ConvosoConnect.Sdk.Relational.Logs.Search;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>
/// The part of a log query that a database answers in its own way, by an index of its own kind; texts are in the form in which a <see cref="LogRow"/> holds them.
/// </summary>
public sealed class LogCriteria
{
    private LogCriteria(string? text, string? digits, string? endpointId, string? origin, string? originPrefix, string? leadId, bool usesIndex, bool indexIsCurrent) =>
        (Text, Digits, EndpointId, Origin, OriginPrefix, LeadId, UsesIndex, IndexIsCurrent) =
        (text, digits, endpointId, origin, originPrefix, leadId, usesIndex && indexIsCurrent, indexIsCurrent);

    /// <summary>
    /// What must occur in <see cref="LogRow.Result"/>, character by character; null where nothing is searched for. With <see cref="Digits"/> an entry is found that holds
    /// either.
    /// </summary>
    public string? Text { get; }

    /// <summary>What must occur in <see cref="LogRow.Phone"/>; null where what is searched for is no phone number.</summary>
    public string? Digits { get; }

    /// <summary>The endpoint's id; null for any. An index may propose entries by it; each is compared in any case.</summary>
    public string? EndpointId { get; }

    /// <summary>The origin; null for any. An index may propose entries by it; each is compared in any case.</summary>
    public string? Origin { get; }

    /// <summary>What the origin begins with; null for any. An index may propose entries by it; each is compared in any case.</summary>
    public string? OriginPrefix { get; }

    /// <summary>The lead's id; null for any, empty for entries without a lead. An index may propose entries by it; each is compared in any case.</summary>
    public string? LeadId { get; }

    /// <summary>Whether an index of words may be used: not where entries are compared one by one, which is quicker for a common text and for scattered days.</summary>
    public bool UsesIndex { get; }

    /// <summary>
    /// Whether all entries stand in the index of words as this version indexes them. It then finds those of a lead, which are few, also where all else is compared one by one.
    /// </summary>
    public bool IndexIsCurrent { get; }

    /// <summary>Whether the index of words can find the text: it knows none of fewer than three characters.</summary>
    internal bool IsIndexed => Text is { Length: >= SearchWords.Length };

    /// <summary>
    /// Finds the words that all entries have which may hold the text, and those that all have which may hold the digits, as <see cref="LogRow.FindWords"/> gives them; each
    /// entry that has all words of one of the two must then be compared.
    /// </summary>
    /// <returns>Null for the text where nothing is searched for, where the text is too short for the index, and where the index is not to be used this time; null for the
    /// digits then, too, and where what is searched for is no phone number.</returns>
    public (int[]? OfText, int[]? OfDigits) FindWords() =>
        UsesIndex && IsIndexed ? (SearchWords.OfText(Text!), Digits is null ? null : SearchWords.OfDigits(Digits)) : (null, null);

    internal static LogCriteria From(ConnectLogQuery query)
    {
        bool searches = !string.IsNullOrWhiteSpace(query.Search);
        return new(
            searches ? StoredText.Fold(query.Search!) : null,
            searches ? query.SearchDigits : null,
            query.EndpointId is { } endpoint ? StoredText.Key(endpoint) : null,
            query.Origin is { } origin ? StoredText.Key(origin) : null,
            query.OriginPrefix is { Length: > 0 } prefix ? StoredText.Storable(prefix) : null,
            query.LeadId is { } lead ? StoredText.Key(lead) : null,
            usesIndex: true,
            indexIsCurrent: true);
    }

    /// <summary>The criteria for an index as it is now.</summary>
    internal LogCriteria For(bool indexIsCurrent, bool usesIndex = true) => new(Text, Digits, EndpointId, Origin, OriginPrefix, LeadId, usesIndex, indexIsCurrent);
}
