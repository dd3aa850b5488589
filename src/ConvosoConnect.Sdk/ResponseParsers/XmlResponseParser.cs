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
        IElement? root = null;
        string? fault = XmlIntake.Fault(body.Text, out var intake) ?? Read(intake, body.Text.Length, out root);
        if (fault is not null || root is null)
        {
            return ParsedResponse.Unreadable(LooksLike.NotXml(body, fault ?? XmlIntake.NotWellFormed(0)));
        }

        return root.NodeName.Equals("html", StringComparison.OrdinalIgnoreCase) ? ParsedResponse.Unreadable(LooksLike.Any(body)) : new XmlResponse(root);
    }

    private static string? Read(XmlIntake intake, int length, out IElement? root)
    {
        root = null;
        try
        {
            // A parser of its own for each body: its context is not safe for concurrent use.
            root = new XmlParser().ParseDocument(intake.Xml).DocumentElement;
            return null;
        }
        catch (XmlParseException error)
        {
            return error.Code == UnexpectedEnd ? XmlIntake.BreaksOff(length) : XmlIntake.NotWellFormed(intake.Position(error.Position.Position - 1));
        }
        catch (OverflowException)
        {
            // A character reference beyond the range of a number.
            return "XML with a character reference that is out of range";
        }
    }
}
