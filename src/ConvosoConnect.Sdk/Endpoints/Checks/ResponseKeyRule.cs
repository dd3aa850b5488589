using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Endpoints.Checks;

/// <summary>Limits the length and the number of segments of a Response Key (our decision). Real responses are not nested that deep.</summary>
internal static class ResponseKeyRule
{
    public const int MaxSegments = 32;

    private const int MaxLength = 200;

    /// <summary>Says what is wrong with a Response Key; null when nothing is. Only JSON and XML paths have segments.</summary>
    public static string? Problem(string key, string? responseDataType)
    {
        if (key.Length > MaxLength)
        {
            return $"It has {key.Length} characters; at most {MaxLength} are possible. Name the one value of the response that is wanted, such as data.0.id.";
        }

        int segments = Is(ResponseDataTypes.Json) ? CountJson(key) : Is(ResponseDataTypes.Xml) ? CountXml(key) : 1;
        return segments > MaxSegments
            ? $"It is a path of {segments} segments; at most {MaxSegments} are possible. Name a value that lies less deep."
            : StorableText.Problem(key);

        bool Is(string name) => string.Equals(responseDataType, name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Counts the segments of a pointer such as <c>/data/0/id</c> or a path such as <c>data.0.id</c>.</summary>
    public static int CountJson(ReadOnlySpan<char> key) => key.StartsWith('/') ? key.Count('/') : key.Count('.') + 1;

    /// <summary>Counts the segments of a path such as <c>Response/Lead/@id</c>, which may begin with a slash.</summary>
    public static int CountXml(ReadOnlySpan<char> key) => key.Count('/') + (key.StartsWith('/') ? 0 : 1);
}
