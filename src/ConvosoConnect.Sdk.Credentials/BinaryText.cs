namespace ConvosoConnect.Sdk.Credentials;

/// <summary>How bytes stand in a text: those of a secret, or of a signature.</summary>
public enum BinaryText
{
    /// <summary>As hexadecimal digits, small letters where they are written.</summary>
    Hex,

    /// <summary>As Base64 (RFC 4648, section 4).</summary>
    Base64,

    /// <summary>As the UTF-8 of the text itself. Only a secret can stand so.</summary>
    Utf8,
}
