using ConvosoConnect.Sdk.Relational.Databases;
using ConvosoConnect.Sdk.Relational.Logs.Search;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>The part of a log query that a database answers in its own way, by an index of its own kind; texts are in the form in which a <see cref="LogRow"/> holds them.</summary>
public sealed class LogCriteria
{
    private const int ShortestIndexedText = 3;

    private LogCriteria(string? text, string? digits, string? endpointId, string? origin, string? leadId, bool usesIndex, bool indexIsCurrent) =>
        (Text, Digits, EndpointId, Origin, LeadId, UsesIndex, IndexIsCurrent) = (text, digits, endpointId, origin, leadId, usesIndex && indexIsCurrent, indexIsCurrent);

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

    /// <summary>The lead's id; null for any, empty for entries without a lead. An index may propose entries by it; each is compared in any case.</summary>
    public string? LeadId { get; }

    /// <summary>The word of <see cref="EndpointId"/> in an index of words, as <see cref="LogRow.EndpointWord"/>; null for any, and where the index is not to be used this time.</summary>
    public string? EndpointWord => EndpointId is null || !UsesIndex ? null : SearchWords.OfEndpoint(EndpointId);

    /// <summary>The word of <see cref="Origin"/> in an index of words, as <see cref="LogRow.OriginWord"/>; null for any, and where the index is not to be used this time.</summary>
    public string? OriginWord => Origin is null || !UsesIndex ? null : SearchWords.OfOrigin(Origin);

    /// <summary>The word of <see cref="LeadId"/> in an index of words, as <see cref="LogRow.LeadWord"/>; null for any, for none, and while the index is made anew.</summary>
    public string? LeadWord => string.IsNullOrEmpty(LeadId) || !IndexIsCurrent ? null : SearchWords.OfLead(LeadId);

    /// <summary>Whether the index of words may be used: not where entries are compared one by one, which is quicker for a common text and for scattered days.</summary>
    internal bool UsesIndex { get; }

    /// <summary>Whether all entries stand in the index of words as this version indexes them. It then finds a lead's, which are few, also where all else is compared one by one.</summary>
    internal bool IndexIsCurrent { get; }

    /// <summary>Whether the index of words can find the text: it knows none of fewer than three characters.</summary>
    internal bool IsIndexed => Text is { Length: >= ShortestIndexedText };

    /// <summary>
    /// What finds in an index of <see cref="LogRow.Words"/> all entries that may hold the text or the digits; each must then be compared. Null where nothing is searched for, where
    /// the text is too short for the index, and where the index is not to be used this time.
    /// </summary>
    /// <param name="and">What stands between two words that an entry must have, blanks included, such as <c>" AND "</c>.</param>
    /// <param name="or">What stands between two expressions of which one must hold, such as <c>" OR "</c>.</param>
    /// <param name="prefix">What stands behind the beginning of a word, such as <c>*</c>.</param>
    /// <returns>Words of lower-case letters and digits with these between them; round brackets keep each alternative together.</returns>
    public string? WordsToMatch(string and, string or, string prefix) =>
        UsesIndex && IsIndexed ? SearchWords.ToMatch(Text!, Digits, and, or, prefix) : null;

    internal static LogCriteria From(ConnectLogQuery query)
    {
        bool searches = !string.IsNullOrWhiteSpace(query.Search);
        return new(
            searches ? StoredText.Fold(query.Search!) : null,
            searches ? query.SearchDigits : null,
            query.EndpointId is { } endpoint ? StoredText.Key(endpoint) : null,
            query.Origin is { } origin ? StoredText.Key(origin) : null,
            query.LeadId is { } lead ? StoredText.Key(lead) : null,
            usesIndex: true,
            indexIsCurrent: true);
    }

    /// <summary>The criteria for an index as it is now.</summary>
    internal LogCriteria For(bool indexIsCurrent, bool usesIndex = true) => new(Text, Digits, EndpointId, Origin, LeadId, usesIndex, indexIsCurrent);
}
