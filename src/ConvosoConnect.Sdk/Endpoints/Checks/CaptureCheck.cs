using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Endpoints.Checks;

/// <summary>Checks the captures of an endpoint.</summary>
internal static class CaptureCheck
{
    /// <summary>What a key begins with that names a response header.</summary>
    public const string HeaderPrefix = "header:";

    private const int Most = 20;
    private const int LongestName = 100;

    public static void Check(List<ValidationProblem> problems, ConnectEndpoint endpoint)
    {
        const string member = nameof(endpoint.Captures);
        if (endpoint.Captures.Count > Most)
        {
            problems.Add(new(member, $"There are {endpoint.Captures.Count} captures; at most {Most} are possible. Keep those that the app uses."));
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string key) in endpoint.Captures.OrderBy(capture => capture.Key, StringComparer.Ordinal))
        {
            string? problem = !names.Add(name) ? "Another capture has the same name but for upper and lower case. Rename one of them."
                : Problem(name, key, endpoint.ResponseDataType)
                ?? (Is(name, endpoint.ResponseKey) && key != endpoint.ResponseKey
                    ? $"It has the name of the Response Key '{endpoint.ResponseKey}' but reads '{key}', so that readers would take the one for the other. Rename it."
                    : null);
            if (problem is not null)
            {
                problems.Add(new($"{member}.{Excerpt.From(name, LongestName)}", problem));
            }
        }
    }

    /// <summary>Why a capture of an integrator cannot be one; null when it can.</summary>
    public static string? Problem(string name, string key, string? responseDataType) => OfName(name) ?? KeyProblem(key, responseDataType);

    private static string? OfName(string name) =>
        string.IsNullOrWhiteSpace(name) ? "A capture has no name. Give it the one by which the app asks for it."
        : name.Length > LongestName ? $"The name has {name.Length} characters; at most {LongestName} are possible."
        : name.Any(char.IsControl) ? "The name holds a line break or another control character. Remove it."
        : StorableText.Problem(name);

    /// <summary>Why this is neither a key of a response nor the name of a header; null when it is one.</summary>
    public static string? KeyProblem(string? key, string? responseDataType) =>
        string.IsNullOrEmpty(key) ? "It names nothing to read. Write a key of the response, or header: and the name of a header."
        : !key.StartsWith(HeaderPrefix, StringComparison.Ordinal) ? ResponseKeyRule.Problem(key, responseDataType)
        : key.Length == HeaderPrefix.Length || HeaderLine.NameProblem(key[HeaderPrefix.Length..]) is not null
            ? $"'{Excerpt.From(key, LongestName)}' names no header. Write header: and its name, such as header:X-Request-Id."
            : null;

    private static bool Is(string name, string? other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
