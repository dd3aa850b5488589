using ConvosoConnect.Sdk.Tests.Architecture;
using Xunit;

namespace ConvosoConnect.Sdk.Docs.Tests;

/// <summary>Links lead somewhere: to a file of the repository, to a heading, or to a well-formed https address. Nothing is asked of the network.</summary>
public sealed class LinkTests
{
    public static IEnumerable<TheoryDataRow<string>> Pages => Markdown.Pages.Select(page => new TheoryDataRow<string>(page));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_OfPage_LeadSomewhere(string page) => Offences.None(Faults(page, Repository.Read(page)));

    [Fact]
    public void Links_OfDocs_AreMany() => Assert.True(Markdown.Pages.Sum(page => Markdown.Links(Repository.Read(page)).Count()) >= 30);

    // The left side of the site, and the list of README.md.
    [Theory]
    [InlineData("docs/toc.yml", "href: ")]
    [InlineData("README.md", "](docs/")]
    public void Page_OfDocs_IsListed(string list, string before)
    {
        string text = Repository.Read(list);

        Offences.None(
            from page in Repository.Files("*.md", "docs")
            where !text.Contains(before + Path.GetFileName(page), StringComparison.Ordinal)
            select $"{list} does not list {page}");
    }

    [Theory]
    [InlineData("[a](docs/none.md)")]
    [InlineData("[a](../README.md)")]
    [InlineData("[a](docs/delivery.md#no-such-heading)")]
    [InlineData("[a](#elsewhere)")]
    [InlineData("[a](http://example.com)")]
    [InlineData("[a](https://)")]
    [InlineData("[a]: docs/none.md")]
    [InlineData("[a](Docs/delivery.md)")]
    [InlineData("[a]()")]
    public void Faults_LinkThatLeadsNowhere_AreTold(string link) => Assert.Single(Faults("README.md", $"# Heading\n\n{link}\n"));

    [Theory]
    [InlineData("[a](docs/delivery.md#client-certificates)")]
    [InlineData("[a](#heading-of-code-1)")]
    [InlineData("[a](https://example.com/x_(y) \"title\")")]
    [InlineData("`[a](none.md)`")]
    [InlineData("```text\n[a](none.md)\n```")]
    [InlineData("[a](src)")]
    public void Faults_LinkThatLeadsSomewhere_AreNone(string link) => Assert.Empty(Faults("README.md", $"# Heading of `code`\n\n# Heading of code\n\n{link}\n"));

    private static IEnumerable<string> Faults(string page, string text) =>
        from link in Markdown.Links(text)
        let fault = Fault(page, text, link)
        where fault is not null
        select $"{page}: ({link}) {fault}";

    private static string? Fault(string page, string text, string link)
    {
        if (link.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(link, UriKind.Absolute, out Uri? uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Contains('.', StringComparison.Ordinal)
                ? null
                : "is not an https address";
        }

        string[] parts = link.Split('#', 2);
        string path = parts[0];
        if (path.Length == 0 && parts.Length == 1)
        {
            return "is empty";
        }

        string target = path.Length == 0 ? page : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, path)).Replace('\\', '/');
        if (!Exists(target))
        {
            return "does not exist in this repository, upper and lower case included";
        }

        return parts.Length == 1 || Markdown.Anchors(target == page ? text : Repository.Read(target)).Contains(parts[1]) ? null : $"names a heading that {target} does not have";
    }

    // File systems may ignore case; addresses of a forge do not.
    private static bool Exists(string target)
    {
        string folder = Repository.Root;
        foreach (string part in target.Split('/'))
        {
            if (part == ".." || !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any(entry => Path.GetFileName(entry) == part))
            {
                return false;
            }

            folder = Path.Combine(folder, part);
        }

        return true;
    }
}
