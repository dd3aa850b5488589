using ConvosoConnect.Sdk.Transfer;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Transfer;

public sealed class CurlRefusalTests
{
    [Theory]
    [InlineData("", "command", "It does not begin with curl.")]
    [InlineData("wget https://x.example.com", "command", "It does not begin with curl.")]
    [InlineData("curl -s", "url", "The command has no URL.")]
    [InlineData("curl ''", "url", "The URL is empty.")]
    [InlineData("curl https://x.example.com https://y.example.com", "url", "The command has several URLs.")]
    [InlineData("curl 'https://x.example.com/{a,b}'", "url", "The command has several URLs, by {a,b} or [1-9].")]
    [InlineData("curl 'https://x.example.com/[1-3]'", "url", "The command has several URLs, by {a,b} or [1-9].")]
    [InlineData("curl https://x.example.com -d @s3cr3t.json", "-d", "It names a file, and files are not read.")]
    [InlineData("curl https://x.example.com --json @s3cr3t.json", "--json", "It names a file, and files are not read.")]
    [InlineData("curl https://x.example.com --data-urlencode name@s3cr3t", "--data-urlencode", "It names a file, and files are not read.")]
    [InlineData("curl https://x.example.com -H @s3cr3t", "-H", "It names a file, and files are not read.")]
    [InlineData("curl https://x.example.com -b s3cr3t.txt", "-b", "It names a file, and files are not read.")]
    [InlineData("curl https://x.example.com -F file=@s3cr3t", "-F", "An endpoint sends no multipart form.")]
    [InlineData("curl https://x.example.com --proxy http://s3cr3t@p", "--proxy", "This option is not known here.")]
    [InlineData("curl https://x.example.com --proxy-user=s3cr3t", "--proxy-user", "This option is not known here.")]
    [InlineData("curl https://x.example.com -sxs3cr3t", "-x", "This option is not known here.")]
    [InlineData("curl https://x.example.com --silent=s3cr3t", "--silent", "This option is not known here.")]
    [InlineData("curl https://x.example.com -I", "-I", "An endpoint sends POST or GET, and no HEAD.")]
    [InlineData("curl https://x.example.com -X PUT -d a=s3cr3t", "-X", "The command asks for 'PUT'; an endpoint sends POST or GET.")]
    [InlineData("curl https://x.example.com --request delete", "-X", "The command asks for 'DELETE'; an endpoint sends POST or GET.")]
    [InlineData("curl https://x.example.com -X GET -d a=s3cr3t", "-X", "The command sends a body by GET, which an endpoint does not.")]
    [InlineData("curl https://x.example.com -H", "-H", "Its value is missing.")]
    [InlineData("curl https://x.example.com -H s3cr3t", "-H", "A header has no colon.")]
    [InlineData("curl https://x.example.com -H 'Host: s3cr3t'", "-H", "The header Host follows from the API URL")]
    [InlineData("curl https://x.example.com -u s3cr3t", "-u", "The password is missing")]
    [InlineData("curl https://x.example.com -d '[\"s3cr3t\"]' -H 'content-type: application/json'", "body", "The JSON of the body is no object")]
    [InlineData("curl https://x.example.com -d '{\"a\":s3cr3t' -H 'content-type: application/json'", "body", "The body should be JSON, but is none.")]
    [InlineData("curl https://x.example.com --json '{\"\\ud800\":\"s3cr3t\"}'", "body", "The body should be JSON, but is none.")]
    [InlineData("curl https://x.example.com --json '{\"a,b\":\"s3cr3t\"}'", "body", "A key is empty or has a comma")]
    [InlineData("curl https://x.example.com -d '<s3cr3t/>' -H 'Content-Type: text/xml'", "body", "The body is of the type 'text/xml'; forms and JSON are read.")]
    [InlineData("curl https://x.example.com?a=1&b=s3cr3t", "command", "The command goes on after curl, at the character &.")]
    [InlineData("curl https://x.example.com | jq .s3cr3t", "command", "The command goes on after curl, at the character |.")]
    [InlineData("curl https://x.example.com\nrm s3cr3t", "command", "There is more text after the first line")]
    [InlineData("curl https://x.example.com -d \"$(cat s3cr3t)\"", "command", "The shell would run another command inside this one")]
    [InlineData("curl https://x.example.com -d `cat s3cr3t`", "command", "The shell would run another command inside this one")]
    [InlineData("curl https://x.example.com -d 's3cr3t", "command", "A text that begins with ' does not end.")]
    [InlineData("curl https://x.example.com -d \"s3cr3t", "command", "A text that begins with \" does not end.")]
    [InlineData("curl https://x.example.com -d $'s3cr3t", "command", "A text that begins with $' does not end.")]
    [InlineData("curl https://x.example.com -d $'\\ud800s3cr3t'", "command", "A $'…' text has an escape that is no character.")]
    public void Parse_WhatNoEndpointCanBe_IsRefusedInOneSentence(string command, string place, string beginning)
    {
        var thrown = Assert.Throws<ConnectValidationException>(() => CurlCommand.Parse(command));

        ValidationProblem problem = Assert.Single(thrown.Problems);
        Assert.Equal(place, problem.Field);
        Assert.StartsWith(beginning, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", thrown.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Parse_HugeKeysRowsOrNesting_AreRefusedBeforeTheyFillTheMemory()
    {
        string longKey = new('k', 50_000);
        string elements = string.Join(',', Enumerable.Repeat("1", 24_000));
        string form = string.Join('&', Enumerable.Range(0, 10_001));

        Assert.All(
            (string[])[$"curl https://x.example.com --json '{{\"{longKey}\":[{{}},{elements}]}}'", $"curl https://x.example.com -d '{form}'"],
            command => Assert.Contains("which no adaptor takes", Assert.Throws<ConnectValidationException>(() => CurlCommand.Parse(command)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_HalfASurrogatePair_IsRefused() => Assert.Contains(
        "The body should be JSON",
        Assert.Throws<ConnectValidationException>(() => CurlCommand.Parse("curl https://x.example.com --json '{\"a\":\"\uD800\"}'")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Parse_Huge_IsRefused() =>
        Assert.Contains("at most 1000000 are read", Assert.Throws<ConnectValidationException>(() => CurlCommand.Parse(new string('a', 1_000_001))).Message, StringComparison.Ordinal);
}
