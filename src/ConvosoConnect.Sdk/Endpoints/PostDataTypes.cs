namespace ConvosoConnect.Sdk;

/// <summary>The built-in values of <see cref="ConnectEndpoint.PostDataType"/>. Names are compared ignoring case; a body encoder that you add brings its own name.</summary>
public static class PostDataTypes
{
    /// <summary>A form, <c>application/x-www-form-urlencoded</c>: the default.</summary>
    public const string Raw = "RAW";

    /// <summary>One flat JSON object.</summary>
    public const string Json = "JSON";
}
