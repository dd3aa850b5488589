using System.Buffers;
using System.Text;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>One header of an endpoint's Authorization Header. <see cref="Parse"/> reads the whole pipe-delimited text.</summary>
internal readonly record struct HeaderLine(string Name, string Value)
{
    private const string Member = nameof(ConnectEndpoint.AuthorizationHeader);

    // The characters that a header name may have (RFC 9110, section 5.6.2).
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>
    /// Headers that are computed for each request. A configured one is left out with a warning, not refused, because Convoso's own sample has <c>Content-length: 0</c>.
    /// </summary>
    private static readonly string[] Computed = ["Content-Length", "Transfer-Encoding", "Expect"];

    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the text. Adds a problem for each faulty header to <paramref name="problems"/>; the sentences leave out values, which may be credentials.</summary>
    public static IReadOnlyList<HeaderLine> Parse(string text, List<ValidationProblem> problems)
    {
        var lines = new List<HeaderLine>();
        int number = 0;
        foreach (string part in Split(text))
        {
            if (string.IsNullOrWhiteSpace(part))
            {
                continue;
            }

            number++;
            int colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                problems.Add(new(Member, $"Header {number} has no colon. Write 'Name: value' and separate headers with '|'."));
                continue;
            }

            var line = new HeaderLine(part[..colon].Trim(), part[(colon + 1)..].Trim(' ', '\t'));
            if (line.Check() is { } problem)
            {
                problems.Add(problem with { Message = $"Header {number}: {problem.Message}" });
                if (problem.IsWarning)
                {
                    continue;
                }
            }

            lines.Add(line);
        }

        return lines;
    }

    /// <summary>Says what is wrong with this header; null when it may be sent.</summary>
    public ValidationProblem? Check()
    {
        HeaderLine line = this;
        if (NameProblem(Name) is { } ofName)
        {
            return new(Member, ofName);
        }

        if (Is("Host"))
        {
            return new(Member, "The header Host follows from the API URL and cannot be set. Remove it.");
        }

        if (Value.AsSpan().ContainsAnyExceptInRange(' ', '~') && Value.Any(c => c is not '\t' and (< ' ' or > '~')))
        {
            return new(Member, $"The value of {Name} holds a line break, a control character or a non-ASCII character. Headers are one line of ASCII text.");
        }

        return Array.Exists(Computed, line.Is)
            ? new(Member, $"{Name} is computed for each request; the value given here is not sent.", IsWarning: true)
            : null;
    }

    /// <summary>Says why this is not the name of a header; null when it is one. A credential may stand where the name should be, so the sentence does not quote it.</summary>
    public static string? NameProblem(string name)
    {
        int strange = name.AsSpan().IndexOfAnyExcept(TokenCharacters);
        return name.Length == 0 ? "The name before the colon is missing. Write 'Name: value'."
            : strange >= 0 ? $"The name has the character U+{(int)name[strange]:X4} at position {strange + 1}. Use letters, digits and hyphens, then a colon."
            : null;
    }

    private static IEnumerable<string> Split(string text)
    {
        var part = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '|')
            {
                part.Append('|');
                i++;
            }
            else if (text[i] == '|')
            {
                yield return part.ToString();
                part.Clear();
            }
            else
            {
                part.Append(text[i]);
            }
        }

        yield return part.ToString();
    }
}
