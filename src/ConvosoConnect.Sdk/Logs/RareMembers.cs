using System.Collections.Frozen;
using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>The members of a log entry that most entries do not have.</summary>
internal sealed record RareMembers
{
    private static readonly RareMembers None = new();

    private readonly DictionaryByValue<string> _captures = new(NoCaptures);

    public static IReadOnlyDictionary<string, string> NoCaptures { get; } = FrozenDictionary<string, string>.Empty;

    public string? IdempotencyKey { get; init; }

    public long? ResendOf { get; init; }

    public IReadOnlyDictionary<string, string> Captures
    {
        get => _captures.Items!;
        init => _captures = new(value ?? throw new ArgumentNullException(nameof(Captures)));
    }

    /// <summary>Gives the members with one changed; null when none of them has a value.</summary>
    public static RareMembers? Change<T>(RareMembers? members, T before, T value, Func<RareMembers, T, RareMembers> change)
    {
        if (EqualityComparer<T>.Default.Equals(before, value))
        {
            return members;
        }

        RareMembers changed = change(members ?? None, value);
        return changed == None ? null : changed;
    }
}
