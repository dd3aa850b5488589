namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>What was found under a Response Key: a text, a null, or nothing. The default is <see cref="Missing"/>.</summary>
public readonly record struct ResponseValue
{
    private ResponseValue(bool exists, string? text)
    {
        Exists = exists;
        Text = text;
    }

    /// <summary>The key is not in the response.</summary>
    public static ResponseValue Missing => default;

    /// <summary>The key is there, with null as its value.</summary>
    public static ResponseValue Null => new(exists: true, text: null);

    /// <summary>Whether the key is in the response.</summary>
    public bool Exists { get; }

    /// <summary>The value as text; null when it is null or missing.</summary>
    public string? Text { get; }

    /// <summary>A value that was found.</summary>
    /// <param name="text">The value as text.</param>
    /// <returns>The value.</returns>
    public static ResponseValue Found(string text) => new(exists: true, text);
}
