using System.Text.RegularExpressions;
using ConvosoConnect.Sdk.Tests.Architecture;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConvosoConnect.Sdk.Tests;

public sealed partial class ReadmeTests
{
    private static readonly string Readme = Repository.Read("README.md");
    private static readonly string Example = Repository.Read("tests/ConvosoConnect.Sdk.Tests/ReadmeExample.cs");

    [Fact]
    public void FirstCodeBlock_Text_IsTheCompiledExample()
    {
        string compiled = Marked().Match(Example).Groups["code"].Value;

        Assert.NotEmpty(compiled);
        Assert.Equal(
            $"{string.Concat(UsingLine().Matches(Example).Select(line => line.Value))}\n{Indentation().Replace(compiled, "")}",
            CodeBlock().Match(Readme).Groups["code"].Value);
    }

    [Fact]
    public void FirstCodeBlock_Usings_AreTheTwoOfAConsoleApp()
    {
        Assert.Equal(
            ["using ConvosoConnect.Sdk;\n", "using Microsoft.Extensions.DependencyInjection;\n"], UsingLine().Matches(Example).Select(line => line.Value));
        Assert.DoesNotMatch(NamespaceLine(), Example);
    }

    // Global usings and those of the project file would be seen by the example too.
    [Fact]
    public void Project_Usings_AreThoseOfEveryProject() => Offences.None(
        from path in Repository.Files("*.cs", "tests/ConvosoConnect.Sdk.Tests").Append("tests/ConvosoConnect.Sdk.Tests/ConvosoConnect.Sdk.Tests.csproj")
            .Append("tests/Directory.Build.props").Append("Directory.Build.props")
        where GlobalUsing().IsMatch(Repository.Read(path))
        select $"{path} adds a using line to all files of the tests");

    [Fact]
    public async Task FirstCodeBlock_Run_SendsAndReadsWhatTheReadmeSays()
    {
        string body = "";
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using WebApplication receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/leads", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
            return TypedResults.Text("""{"id":512}""", "application/json");
        });
        await receiver.StartAsync(TestContext.Current.CancellationToken);

        ConnectResult result = await ReadmeExample.RunAsync(receiver.Urls.Single() + "/leads");

        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal("512", result.Value);
        Assert.Equal("""{"phone_1":"7025550100","phone_2":"7025550100"}""", body);
        Assert.Contains($"This posts `{body}`. On the response `{{\"id\":512}}`", Readme, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"// README begins\.\n(?<code>.*?)[ ]*// README ends\.", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^using [^\n]*\n", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"^namespace ", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^\s*(?:global using|<Using) ", RegexOptions.Multiline)]
    private static partial Regex GlobalUsing();

    [GeneratedRegex(@"^ {8}", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
