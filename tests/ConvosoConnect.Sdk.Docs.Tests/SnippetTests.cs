using ConvosoConnect.Sdk.Tests.Architecture;
using Xunit;

namespace ConvosoConnect.Sdk.Docs.Tests;

/// <summary>The C# of the pages compiles as an app's would, against the packages' public API.</summary>
public sealed class SnippetTests
{
    public static IEnumerable<TheoryDataRow<string>> Pages =>
        from page in Markdown.PagesWithCode
        where Markdown.Snippets(Repository.Read(page)).Any()
        select new TheoryDataRow<string>(page);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Snippets_OfPage_Compile(string page) => Offences.None(SnippetCompiler.Errors(page, Markdown.Snippets(Repository.Read(page))));

    [Fact]
    public void Snippets_OfPages_AreFound()
    {
        string[] pages = [.. Pages.Select(page => page.Data)];

        Assert.Contains("README.md", pages);
        Assert.Contains("docs/extending.md", pages);
        Assert.True(pages.Length >= 10);
    }

    // Each name of CONTRIBUTING.md is of use to some snippet.
    [Fact]
    public void Names_ThatSnippetsNeedNotDeclare_AreUsed() => Offences.None(
        from name in SnippetCompiler.Names
        where !Markdown.PagesWithCode.Any(page => Markdown.Snippets(Repository.Read(page)).Any(snippet => SnippetCompiler.Uses(snippet.Code, name.Name)))
        select $"no snippet uses '{name.Name}'");

    [Theory]
    [InlineData("ConnectResult result = await client.NoSuchAsync();", "CS1061")]
    [InlineData("var x = new LeadRecord { Id = 1 };", "CS0029")]
    [InlineData("… and so on", "CS1056")]
    [InlineData("Unknown.Call();", "CS0103")]
    [InlineData("internal sealed class A : ILeadSource;", "CS0535")]
    [InlineData("ConvosoConnect.Sdk.BodyEncoders.JsonText.Name(default);", "CS0122")]
    public void Errors_BadSnippet_NameIt(string code, string error) =>
        Assert.Contains(SnippetCompiler.Errors("docs/page.md", [(7, code)]), message => message.StartsWith("docs/page.md(7", StringComparison.Ordinal) && message.Contains(error, StringComparison.Ordinal));

    [Fact]
    public void Errors_StatementsTypesAndUsings_AreNone() => Assert.Empty(SnippetCompiler.Errors(
        "docs/page.md",
        [
            (1, "using ConvosoConnect.Sdk.Logs;\n\nConnectLogPage page = await log.QueryAsync(new ConnectLogQuery());"),
            (9, "ConnectLogPage page = await log.QueryAsync(new ConnectLogQuery());\nConsole.WriteLine(Words.Of(page));"),
            (15, "internal static class Words { public static string Of(ConnectLogPage page) => page.ToString(); }"),
        ]));
}
