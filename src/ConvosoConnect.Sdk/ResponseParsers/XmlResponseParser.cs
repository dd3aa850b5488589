using System.Diagnostics.CodeAnalysis;
using AngleSharp.Dom;
using AngleSharp.Xml.Parser;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>XML: well-formed, at most 512 levels deep, without a document type declaration.</summary>
internal sealed class XmlResponseParser : IResponseParser
{
    private const int UnexpectedEnd = 0;

    public string Name => "XML";

    public ParsedResponse Parse(ResponseBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        string? fault = XmlIntake.Fault(body.Text, out var intake);
        if (fault is not null || !TryRead(intake, body.Text.Length, out var root, out fault))
        {
            return ParsedResponse.Unreadable(LooksLike.NotXml(body, fault));
        }

        bool isHtml = root.NodeName.Equals("html", StringComparison.OrdinalIgnoreCase);
        return isHtml ? ParsedResponse.Unreadable(LooksLike.Any(body)) : new XmlResponse(root);
    }

    private static bool TryRead(XmlIntake intake, int length, [NotNullWhen(true)] out IElement? root, [NotNullWhen(false)] out string? fault)
    {
        (root, fault) = (null, null);
        try
        {
            // A parser of its own for each body: its context is not safe for concurrent use.
            root = new XmlParser().ParseDocument(intake.Xml).DocumentElement;
            return true;
        }
        catch (XmlParseException error)
        {
            bool breaksOff = error.Code == UnexpectedEnd;
            fault = breaksOff ? XmlIntake.BreaksOff(length) : XmlIntake.NotWellFormed(intake.Position(error.Position.Position - 1));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // What the parser did not foresee, such as a character reference too large for a number, is a fault of the body all the same.
            fault = "XML that is not well-formed";
        }

        return false;
    }
}
