namespace ConvosoConnect.Sdk.ResponseParsers.Text;

/// <summary>Reads TEXT. Every body is valid TEXT.</summary>
internal sealed class TextResponseParser : IResponseParser
{
    public string Name => ResponseDataTypes.Text;

    public ParsedResponse Parse(ResponseBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new TextResponse(body.ReadAsText().Trim());
    }
}
