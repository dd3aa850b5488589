namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>Why a body could not be read as the declared type: what it is instead, or what is wrong with it.</summary>
public enum ResponseFaultKind
{
    /// <summary>None of the others; <see cref="ResponseFault.Detail"/> says what the body looks like.</summary>
    Other,

    /// <summary>A body without a byte.</summary>
    Empty,

    /// <summary>Nothing but white space.</summary>
    WhiteSpace,

    /// <summary>Binary data.</summary>
    Binary,

    /// <summary>Plain text; the detail is its beginning.</summary>
    PlainText,

    /// <summary>An HTML page; the detail is its title, if it has one.</summary>
    Html,

    /// <summary>JSON, where another type was declared.</summary>
    Json,

    /// <summary>XML, where another type was declared.</summary>
    Xml,

    /// <summary>JSON that is invalid at a byte.</summary>
    JsonInvalid,

    /// <summary>JSON that breaks off at a byte.</summary>
    JsonIncomplete,

    /// <summary>JSON with more levels than are read.</summary>
    JsonTooDeep,

    /// <summary>XML that is not well-formed, at a character where that is known.</summary>
    XmlInvalid,

    /// <summary>XML that breaks off at a character.</summary>
    XmlIncomplete,

    /// <summary>XML with more levels than are read.</summary>
    XmlTooDeep,

    /// <summary>XML that has an element with more attributes than are read.</summary>
    XmlTooManyAttributes,

    /// <summary>XML with more different names than are read.</summary>
    XmlTooManyNames,

    /// <summary>XML that is not well-formed, and too large for the tolerant reader.</summary>
    XmlTooLarge,

    /// <summary>XML with a document type declaration.</summary>
    XmlDocumentType,

    /// <summary>A body that is still compressed or otherwise encoded; the detail names its Content-Encoding.</summary>
    Encoded,
}
