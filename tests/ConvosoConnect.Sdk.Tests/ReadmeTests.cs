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

    [Fact]
    public void FirstCodeBlock_Text_IsTheCompiledExample()
    {
        string compiled = Marked().Match(Repository.Read("tests/ConvosoConnect.Sdk.Tests/ReadmeExample.cs")).Groups["code"].Value;

        Assert.NotEmpty(compiled);
        Assert.Equal(Indentation().Replace(compiled, ""), CodeBlock().Match(Readme).Groups["code"].Value);
    }

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
        Assert.Contains($"This posts `{body}`. On the answer `{{\"id\":512}}`", Readme, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"// README begins\.\n(?<code>.*?)[ ]*// README ends\.", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^ {8}", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
