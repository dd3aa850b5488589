using System.Globalization;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using ConvosoConnect.Sdk.ResponseParsers.Xml;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>Why a body could not be read as the declared type. Every sentence about it contains the text of <see cref="ToString"/>.</summary>
/// <param name="Kind">The kind, for code that decides by it.</param>
/// <param name="Position">Where the body is wrong or ends: a byte of JSON or a character of XML, counted from 0; null when it is not known or the kind has none.</param>
/// <param name="Detail">What <see cref="ResponseFaultKind"/> says for the kind, such as the title of an HTML page; null when there is nothing.</param>
public sealed record ResponseFault(ResponseFaultKind Kind, long? Position = null, string? Detail = null)
{
    /// <summary>Finds out what a body that is not of the declared type looks like, for <see cref="ParsedResponse.Unreadable(ResponseFault)"/>.</summary>
    /// <param name="body">The body.</param>
    /// <returns>JSON, XML, an HTML page with its title, plain text with its beginning, binary data, or an empty body.</returns>
    public static ResponseFault FromBody(ResponseBody body) => LooksLike.Any(body ?? throw new ArgumentNullException(nameof(body)));

    /// <summary>What the body looks like.</summary>
    /// <returns>The rest of a sentence that begins "The response looks like", such as <c>an HTML page titled 'Sign in'</c>.</returns>
    public override string ToString() => Kind switch
    {
        ResponseFaultKind.Empty => "an empty body",
        ResponseFaultKind.WhiteSpace => "nothing but white space",
        ResponseFaultKind.Binary => "binary data",
        ResponseFaultKind.PlainText => $"plain text beginning '{Detail}'",
        ResponseFaultKind.Html => Detail is null ? "an HTML page" : $"an HTML page titled '{Detail}'",
        ResponseFaultKind.Json => "JSON",
        ResponseFaultKind.Xml => "XML",
        ResponseFaultKind.JsonInvalid => $"JSON that is invalid{At("byte")}",
        ResponseFaultKind.JsonIncomplete => $"JSON that breaks off{At("byte")}",
        ResponseFaultKind.JsonTooDeep => $"JSON nested deeper than {JsonCheck.MaxDepth} levels",
        ResponseFaultKind.XmlInvalid => $"XML that is not well-formed{At("character")}",
        ResponseFaultKind.XmlIncomplete => $"XML that breaks off{At("character")}",
        ResponseFaultKind.XmlTooDeep => $"XML nested deeper than {XmlIntake.MaxDepth} levels",
        ResponseFaultKind.XmlTooManyAttributes => $"XML with more than {XmlIntake.MaxAttributes} attributes on one element",
        ResponseFaultKind.XmlTooManyNames => $"XML with more than {XmlReading.MaxNames} different names",
        ResponseFaultKind.XmlTooLarge => "XML that is not well-formed, and too large to be read in spite of that",
        ResponseFaultKind.XmlDocumentType => "XML with a document type declaration, which is refused",
        ResponseFaultKind.Encoded => $"data in the Content-Encoding {Detail}",
        _ => Detail ?? "something else",
    };

    private string At(string unit) => Position is { } position ? string.Create(CultureInfo.InvariantCulture, $" at {unit} {position}") : "";
}
