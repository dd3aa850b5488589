namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>Blanks comments, directives, strings and characters out of C#, line breaks kept, so that braces and words can be counted.</summary>
internal static class CodeText
{
    public static string Blank(string source)
    {
        char[] code = source.ToCharArray();
        int at = 0;
        while (at < source.Length)
        {
            int end = EndOfBlank(source, at);
            for (int i = at; i < end; i++)
            {
                code[i] = code[i] == '\n' ? '\n' : ' ';
            }

            at = Math.Max(end, at + 1);
        }

        return new string(code);
    }

    /// <summary>Where the comment, directive or literal that starts here ends; the same place when none starts.</summary>
    private static int EndOfBlank(string source, int at)
    {
        ReadOnlySpan<char> rest = source.AsSpan(at);
        if (rest.StartsWith("//") || (rest[0] == '#' && source.AsSpan(0, at).TrimEnd(' ') is [] or [.., '\n']))
        {
            return After(source, "\n", at);
        }

        if (rest.StartsWith("/*"))
        {
            return After(source, "*/", at + 2);
        }

        if (rest[0] == '\'')
        {
            return After(source, "'", rest.Length > 1 && rest[1] == '\\' ? at + 3 : at + 2);
        }

        int quote = at + rest.IndexOfAnyExcept('$', '@');
        return rest[0] is '"' or '$' or '@' && quote >= at && source[quote] == '"' ? EndOfString(source, at, quote) : at;
    }

    private static int EndOfString(string source, int at, int quote)
    {
        int quotes = source.AsSpan(quote).IndexOfAnyExcept('"');
        if (quotes >= 3 && !source.AsSpan(at, quote - at).Contains('@'))
        {
            return After(source, new string('"', quotes), quote + quotes);
        }

        string prefix = source[at..quote];
        bool verbatim = prefix.Contains('@', StringComparison.Ordinal);
        bool interpolated = prefix.Contains('$', StringComparison.Ordinal);
        for (int i = quote + 1; i < source.Length; i++)
        {
            bool doubled = i + 1 < source.Length && source[i + 1] == source[i];
            switch (source[i])
            {
                case '\\' when !verbatim:
                case '"' when verbatim && doubled:
                case '{' when interpolated && doubled:
                    i++;
                    break;
                case '"':
                    return i + 1;
                case '{' when interpolated:
                    i = EndOfHole(source, i);
                    break;
            }
        }

        return source.Length;
    }

    /// <summary>The closing brace of an interpolation hole, which may hold strings and braces of its own.</summary>
    private static int EndOfHole(string source, int open)
    {
        int depth = 0;
        for (int i = open; i < source.Length; i++)
        {
            int end = EndOfBlank(source, i);
            if (end > i)
            {
                i = end - 1;
                continue;
            }

            depth += source[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }

        return source.Length - 1;
    }

    private static int After(string source, string mark, int from)
    {
        int found = from >= source.Length ? -1 : source.IndexOf(mark, from, StringComparison.Ordinal);
        return found < 0 ? source.Length : mark == "\n" ? found : found + mark.Length;
    }
}
