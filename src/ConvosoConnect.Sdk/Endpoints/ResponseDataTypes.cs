namespace ConvosoConnect.Sdk;

/// <summary>
/// The built-in values of <see cref="ConnectEndpoint.ResponseDataType"/>. Names are compared ignoring case; a response parser that you add brings its own name.
/// </summary>
public static class ResponseDataTypes
{
    /// <summary>JSON: the default.</summary>
    public const string Json = "JSON";

    /// <summary>XML.</summary>
    public const string Xml = "XML";

    /// <summary>Plain text, or segments that the Delimiter separates.</summary>
    public const string Text = "TEXT";
}
