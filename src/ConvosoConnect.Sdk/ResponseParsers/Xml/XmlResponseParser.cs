namespace ConvosoConnect.Sdk.ResponseParsers.Xml;

/// <summary>XML: well-formed, at most 512 levels deep, without a document type declaration.</summary>
internal sealed class XmlResponseParser : IResponseParser
{
    public string Name => ResponseDataTypes.Xml;

    public ParsedResponse Parse(ResponseBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ResponseFault? fault = XmlIntake.Fault(body.ReadAsText(), out var intake);
        XmlTree? tree = fault is null ? XmlReading.WellFormed(intake, out fault) : null;
        if (tree is null && fault is null)
        {
            tree = XmlReading.Other(intake, body.Text.Length, out fault);
        }

        if (tree is null)
        {
            return ParsedResponse.Unreadable(NotXml(body, fault!));
        }

        bool isHtml = tree.Value(XmlTree.Root).Equals("html", StringComparison.OrdinalIgnoreCase);
        return isHtml ? ParsedResponse.Unreadable(ResponseFault.FromBody(body)) : new XmlResponse(tree);
    }

    /// <summary>What is wrong with a body as XML where it looks like XML, else what it looks like.</summary>
    public static ResponseFault NotXml(ResponseBody body, ResponseFault fault)
    {
        var seen = ResponseFault.FromBody(body);
        return seen.Kind == ResponseFaultKind.Xml ? fault : seen;
    }
}
