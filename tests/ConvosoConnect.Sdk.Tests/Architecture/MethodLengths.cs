using System.Text.RegularExpressions;

namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>Measures methods, constructors, operators and property bodies from their first line, attributes left out, to their last.</summary>
internal static partial class MethodLengths
{
    public static IEnumerable<(int Line, int Length)> Read(string source)
    {
        string code = CodeText.Blank(source);
        var found = new List<(int, int)>();
        for (Match type = TypeHeader().Match(code); type.Success; type = type.NextMatch())
        {
            ReadMembers(code, type.Index + type.Length, found);
        }

        return found;
    }

    private static void ReadMembers(string code, int at, List<(int Line, int Length)> found)
    {
        while (at < code.Length)
        {
            at = SkipAttributes(code, at);
            if (at >= code.Length || code[at] == '}')
            {
                return;
            }

            int end = EndOfMember(code, at);
            string member = code[at..end];
            if (!TypeHeader().IsMatch(member) && HasBody(member))
            {
                found.Add((code.AsSpan(0, at).Count('\n') + 1, member.Count(c => c == '\n') + 1));
            }

            at = end;
        }
    }

    private static int SkipAttributes(string code, int at)
    {
        while (at < code.Length && (char.IsWhiteSpace(code[at]) || code[at] == '['))
        {
            at = code[at] == '[' ? Closing(code, at) : at + 1;
        }

        return at;
    }

    /// <summary>A member ends with its semicolon, or with its closing brace unless an initializer follows.</summary>
    private static int EndOfMember(string code, int at)
    {
        bool initializer = false;
        while (at < code.Length)
        {
            char c = code[at];
            if (c == ';')
            {
                return at + 1;
            }

            initializer |= c == '=';
            at = c is '(' or '[' or '{' ? Closing(code, at) : at + 1;
            if (c == '{' && !initializer && !code.AsSpan(at).TrimStart().StartsWith("="))
            {
                return at;
            }
        }

        return at;
    }

    /// <summary>A field has none: its first mark outside parentheses is an equals sign or a semicolon.</summary>
    private static bool HasBody(string member)
    {
        int at = 0;
        while (at < member.Length && member[at] is not ('=' or '{' or ';'))
        {
            at = member[at] is '(' or '[' ? Closing(member, at) : at + 1;
        }

        return at < member.Length && (member[at] == '{' || member.AsSpan(at).StartsWith("=>"));
    }

    private static int Closing(string code, int open)
    {
        int depth = 0;
        for (int i = open; i < code.Length; i++)
        {
            depth += code[i] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return code.Length;
    }

    [GeneratedRegex(@"\b(class|struct|interface|record)\s+\w+[^;{}=]*\{")]
    private static partial Regex TypeHeader();
}
