namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>JSON: valid to the last byte, at most 512 levels deep.</summary>
internal sealed class JsonResponseParser : IResponseParser
{
    // The members of larger roots are looked up by reading.
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

    /// <summary>What is wrong with a body as JSON where it begins like JSON, else what it looks like.</summary>
    public static ResponseFault NotJson(ResponseBody body, ResponseFault fault) =>
        body.Text.AsSpan().TrimStart() is ['{' or '[' or '"', ..] ? fault : ResponseFault.FromBody(body);
}
