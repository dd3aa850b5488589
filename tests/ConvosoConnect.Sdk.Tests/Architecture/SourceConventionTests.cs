using System.Text.RegularExpressions;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Architecture;

public sealed partial class SourceConventionTests
{
    private const int MostLinesOfAFile = 300;
    private const int MostLinesOfAMethod = 60;

    // Wherever their files stand: what an embedder needs on the first day, and the extension methods that are found where services are added.
    private static readonly string[] FirstDay = ["ConvosoConnect.Sdk", "Microsoft.Extensions.DependencyInjection"];

    // Has the namespace of the project that it becomes.
    private const string TemplateContent = "src/ConvosoConnect.Sdk.Templates/content/";

    private static readonly IReadOnlyList<string> AllCode = Repository.Files("*.cs", Repository.CodeFolders);

    [Fact]
    public void Files_Search_FindsThisRepository() => Assert.Contains("src/ConvosoConnect.Sdk/Configuration/ConvosoConnectOptions.cs", AllCode);

    [Fact]
    public void Files_Length_StaysReadable() => Offences.None(
        from path in AllCode
        let lines = Repository.Read(path).AsSpan().TrimEnd('\n').Count('\n') + 1
        where lines > MostLinesOfAFile
        select $"{path} has {lines} lines; split it so that none has more than {MostLinesOfAFile}");

    [Fact]
    public void Methods_Length_StaysReadable() => Offences.None(
        from path in AllCode
        from method in MethodLengths.Read(Repository.Read(path))
        where method.Length > MostLinesOfAMethod
        select $"{path}:{method.Line} starts a method of {method.Length} lines; none may have more than {MostLinesOfAMethod}");

    [Fact]
    public void Files_UnfinishedWork_IsNotThere() => Offences.None(
        from path in AllCode
        from Match match in Unfinished().Matches(Repository.Read(path))
        select $"{path} holds '{match.Value}'");

    [Fact]
    public void Files_Suppressions_SayWhy() => Offences.None(
        from path in AllCode
        from Match match in Suppression().Matches(Repository.Read(path))
        where !match.Value.Contains("//", StringComparison.Ordinal)
        select $"{path} suppresses a warning without a comment on the same line or the line above: {match.Value.Trim()}");

    [Fact]
    public void Files_Namespace_EqualsFolder() => Offences.None(
        from path in Repository.Files("*.cs", "src", "tests")
        where !path.StartsWith(TemplateContent, StringComparison.Ordinal)
        let expected = ExpectedNamespace(path.Split('/'))
        let actual = Namespace().Match(Repository.Read(path)).Groups["name"].Value
        where actual.Length > 0 && actual != expected && !(path.StartsWith("src/", StringComparison.Ordinal) && FirstDay.Contains(actual))
        select $"{path} declares the namespace {actual} instead of {expected}");

    [Fact]
    public void Files_FirstDayNamespaces_HoldPublicTypesOnly() => Offences.None(
        from path in Repository.Files("*.cs", "src/ConvosoConnect.Sdk")
        where path.Count(c => c == '/') > 2
        let source = CodeText.Blank(Repository.Read(path))
        where FirstDay.Contains(Namespace().Match(source).Groups["name"].Value) && !PublicType().IsMatch(source)
        select $"{path} is in a namespace for the first day, but holds no public type");

    // tests/Shared has no project: it holds sources that several projects compile.
    private static string ExpectedNamespace(string[] path) => path switch
    {
        [_, { } project, ..] when project.StartsWith("ConvosoConnect.", StringComparison.Ordinal) => string.Join('.', path[1..^1]),
        _ => string.Join('.', ["ConvosoConnect.Sdk.Tests", .. path[2..^1]]),
    };

    [Fact]
    public void LogMessages_EventIds_AreGivenOnce() => Offences.None(
        from id in Repository.Files("*.cs", "src").SelectMany(path => LogMessage().Matches(Repository.Read(path)).Select(match => (match.Groups["id"].Value, Path: path)))
            .GroupBy(id => id.Value, StringComparer.Ordinal)
        where id.Count() > 1
        select $"The event id {id.Key} is given {id.Count()} times: {string.Join(", ", id.Select(given => given.Path))}");

    [Fact]
    public void Tests_Waiting_HappensWithoutSleeping() => Offences.None(
        from path in Repository.Files("*.cs", "tests")
        from Match match in Sleep().Matches(CodeText.Blank(Repository.Read(path)))
        select $"{path} waits with {match.Value}; wait for the event itself, or advance a fake clock");

    [Fact]
    public void PublicApiFiles_Lines_AreUnique() => Offences.None(
        from project in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"))
        from line in Directory.EnumerateFiles(project, "PublicAPI.*.txt")
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 0 && line[0] != '#')
            .GroupBy(line => line, StringComparer.Ordinal)
        where line.Count() > 1
        select $"{Path.GetFileName(project)} records {line.Key} {line.Count()} times");

    [GeneratedRegex(@"\b(?:TO[D]O|FIX[M]E|HAC[K])\b|^[ \t]*#[r]egion", RegexOptions.Multiline)]
    private static partial Regex Unfinished();

    // The line before belongs to the match when it is a comment.
    [GeneratedRegex(@"(?:^[ \t]*//[^\n]*\n)?^[ \t]*#pragma warning disable[^\n]*", RegexOptions.Multiline)]
    private static partial Regex Suppression();

    [GeneratedRegex(@"^public (?:\w+ )*(?:class|record|struct|interface|enum)\b", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?<id>\d+)")]
    private static partial Regex LogMessage();

    [GeneratedRegex(@"\bThread\.Sleep\b|\bTask\.Delay\((?!Timeout\.Infinite)")]
    private static partial Regex Sleep();
}
