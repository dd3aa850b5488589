using System.Text;
using System.Text.RegularExpressions;
using ConvosoConnect.Sdk.Tests.Architecture;

namespace ConvosoConnect.Sdk.Docs.Tests;

/// <summary>What the tests need to know of a page: its code blocks, its links and the anchors of its headings, as GitHub makes them.</summary>
internal static partial class Markdown
{
    /// <summary>All pages of the repository, relative to its root.</summary>
    public static IReadOnlyList<string> Pages { get; } =
        [.. Directory.EnumerateFiles(Repository.Root, "*.md").Select(path => Path.GetFileName(path)!)
            .Concat(Repository.Files("*.md", [.. Repository.CodeFolders, "docs", ".github"]))];

    /// <summary>The pages whose code a reader may copy.</summary>
    public static IReadOnlyList<string> PagesWithCode { get; } = [.. Pages.Where(page => page == "README.md" || page.StartsWith("docs/", StringComparison.Ordinal))];

    /// <summary>The blocks of C# of a page, each with the number of its first line.</summary>
    public static IEnumerable<(int Line, string Code)> Snippets(string text) =>
        Fence().Matches(text).Where(block => block.Groups["language"].Value is "csharp" or "cs" or "c#")
            .Select(block => (1 + text.AsSpan(0, block.Groups["code"].Index).Count('\n'), block.Groups["code"].Value));

    /// <summary>The targets of a page's links; code is left out.</summary>
    public static IEnumerable<string> Links(string text)
    {
        string prose = WithoutCode(text);
        return Link().Matches(prose).Concat(Definition().Matches(prose)).Concat(Autolink().Matches(prose)).Select(link => link.Groups["target"].Value);
    }

    /// <summary>The anchors of a page's headings.</summary>
    public static IReadOnlySet<string> Anchors(string text)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(Fence().Replace(text, "")))
        {
            string slug = Slug(heading.Groups["text"].Value);
            string anchor = slug;
            for (int n = 1; !anchors.Add(anchor); n++)
            {
                anchor = $"{slug}-{n}";
            }
        }

        return anchors;
    }

    private static string WithoutCode(string text) => Inline().Replace(Fence().Replace(text, ""), "");

    private static string Slug(string heading)
    {
        var slug = new StringBuilder();
        foreach (char c in LinkText().Replace(heading, "${text}").ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c) || c is '-' or '_')
            {
                slug.Append(c);
            }
            else if (c == ' ')
            {
                slug.Append('-');
            }
        }

        return slug.ToString();
    }

    [GeneratedRegex(@"^```(?<language>[^\n`]*)\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\((?<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+""[^""]*"")?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\[[^\]]+\]:\s+(?<target>\S+)", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"<(?<target>https?:[^>\s]+)>")]
    private static partial Regex Autolink();

    [GeneratedRegex(@"^#{1,6} +(?<text>[^\n]*?)\s*#*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();
}
