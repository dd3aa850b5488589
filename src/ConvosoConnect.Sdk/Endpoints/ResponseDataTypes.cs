namespace ConvosoConnect.Sdk;

/// <summary>The built-in values of <see cref="ConnectEndpoint.ResponseDataType"/>. Compared ignoring case; a response parser that you add has a name of its own.</summary>
public static class ResponseDataTypes
{
    /// <summary>JSON: the default.</summary>
    public const string Json = "JSON";

    /// <summary>XML.</summary>
    public const string Xml = "XML";

    /// <summary>Plain text, or segments that the Delimiter separates.</summary>
    public const string Text = "TEXT";
}
