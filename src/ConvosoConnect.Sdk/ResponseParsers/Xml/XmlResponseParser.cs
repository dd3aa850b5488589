namespace ConvosoConnect.Sdk.ResponseParsers.Xml;

/// <summary>Reads XML of at most 512 levels without a document type declaration: well-formed XML, and other XML as far as AngleSharp.Xml accepts it.</summary>
internal sealed class XmlResponseParser : IResponseParser
{
    public string Name => ResponseDataTypes.Xml;

    public ParsedResponse Parse(ResponseBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ResponseFault? fault = XmlIntake.Fault(body.ReadAsText(), out var intake);
        XmlTree? tree = fault is null ? XmlReading.ReadWellFormed(intake, out fault) : null;
        if (tree is null && fault is null)
        {
            tree = XmlReading.ReadTolerantly(intake, body.Text.Length, out fault);
        }

        if (tree is null)
        {
            return ParsedResponse.Unreadable(NotXml(body, fault!));
        }

        bool isHtml = tree.Value(XmlTree.Root).Equals("html", StringComparison.OrdinalIgnoreCase);
        return isHtml ? ParsedResponse.Unreadable(ResponseFault.FromBody(body)) : new XmlResponse(tree);
    }

    /// <summary>The fault itself when the body looks like XML, else what the body looks like.</summary>
    public static ResponseFault NotXml(ResponseBody body, ResponseFault fault)
    {
        var seen = ResponseFault.FromBody(body);
        return seen.Kind == ResponseFaultKind.Xml ? fault : seen;
    }
}
