namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>Reads the body of a response. Stateless and safe for concurrent use.</summary>
public interface IResponseParser
{
    /// <summary>The name that endpoints give as Response Data Type, compared ignoring case.</summary>
    string Name { get; }

    /// <summary>Reads a body that is not empty.</summary>
    /// <param name="body">The body and its charset. Its memory is reused after the send: copy what you keep.</param>
    /// <returns>The parsed body, or <see cref="ParsedResponse.Unreadable(ResponseFault)"/> when it is not of this type. Does not throw for bad input.</returns>
    ParsedResponse Parse(ResponseBody body);
}
