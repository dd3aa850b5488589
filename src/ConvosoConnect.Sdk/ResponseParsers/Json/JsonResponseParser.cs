namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>Reads JSON that is valid to the last byte and at most 512 levels deep.</summary>
internal sealed class JsonResponseParser : IResponseParser
{
    // The positions of more members are not kept; they are looked up by reading the body again.
    private const int MostMembers = 32;

    public string Name => ResponseDataTypes.Json;

    public ParsedResponse Parse(ResponseBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var json = body.ReadAsUtf8();
        Span<JsonMember> members = stackalloc JsonMember[MostMembers];
        return JsonCheck.Fault(json.Span, members, out int count) is { } fault
            ? ParsedResponse.Unreadable(NotJson(body, fault))
            : new JsonResponse(json, count is > 0 and <= MostMembers ? members[..count].ToArray() : null);
    }

    /// <summary>The fault itself when the body begins like JSON, else what the body looks like.</summary>
    public static ResponseFault NotJson(ResponseBody body, ResponseFault fault) =>
        body.Text.AsSpan().TrimStart() is ['{' or '[' or '"', ..] ? fault : ResponseFault.FromBody(body);
}
