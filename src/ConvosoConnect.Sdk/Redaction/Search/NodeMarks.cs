namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>What a node of a <see cref="CharacterTrie"/> is, besides the end of a secret.</summary>
[Flags]
internal enum NodeMarks : byte
{
    None = 0,

    /// <summary>The character before the secret holds some of its bits, when it is Base64.</summary>
    SharesFirst = 1,

    /// <summary>The character after the secret does.</summary>
    SharesLast = 2,

    /// <summary>The name of a weak credential ends here.</summary>
    EndsName = 4,

    /// <summary>The value of a weak credential ends here.</summary>
    EndsValue = 8,

    /// <summary>A text that was cut here gives a secret away.</summary>
    GivesAway = 16,
}
