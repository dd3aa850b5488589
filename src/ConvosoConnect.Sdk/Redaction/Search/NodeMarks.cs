namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>Properties of a node of a <see cref="CharacterTrie"/>.</summary>
[Flags]
internal enum NodeMarks : byte
{
    None = 0,

    /// <summary>A secret in Base64 ends here, and the character before it holds some of its bits.</summary>
    SharesFirst = 1,

    /// <summary>A secret in Base64 ends here, and the character after it holds some of its bits.</summary>
    SharesLast = 2,

    /// <summary>The name of a weak credential ends here.</summary>
    EndsName = 4,

    /// <summary>The value of a weak credential ends here.</summary>
    EndsValue = 8,

    /// <summary>A text that is cut here shows so much of a secret that it must be masked.</summary>
    GivesAway = 16,
}
