using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ConvosoConnect.Sdk.Tests.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ConvosoConnect.Sdk.Docs.Tests;

/// <summary>
/// Compiles the snippets of a page together. Each is statements, types or both, and stands alone but for three things that CONTRIBUTING.md tells: the implicit usings of a web app and the root
/// namespace, the usings and types of the page's other snippets, and a few names in a table there.
/// </summary>
internal static partial class SnippetCompiler
{
    // Those of a web app, and the line that README.md asks for.
    private static readonly string Usings = string.Concat(
        new[]
            {
                "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks", "Microsoft.AspNetCore.Builder",
                "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
                "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging", "System.Net.Http.Json", "ConvosoConnect.Sdk",
            }
            .Select(name => $"global using {name};"));

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);
    private static readonly CSharpCompilationOptions Compiling = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => path != typeof(SnippetCompiler).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The names that snippets need not declare, each with its type, as CONTRIBUTING.md lists them.</summary>
    public static IReadOnlyList<(string Name, string Type)> Names { get; } =
        [.. NameRow().Matches(NameTable().Match(Repository.Read("CONTRIBUTING.md")).Groups["rows"].Value).Select(row => (row.Groups["name"].Value, row.Groups["type"].Value))];

    /// <summary>Whether a snippet uses a name that it does not declare.</summary>
    public static bool Uses(string code, string name) =>
        CSharpSyntaxTree.ParseText(code, Parsing).GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.Text == name);

    /// <summary>The compiler's errors, each with page and line.</summary>
    public static IEnumerable<string> Errors(string page, IEnumerable<(int Line, string Code)> snippets)
    {
        var usings = new SortedSet<string>(StringComparer.Ordinal);
        var sources = new List<(int Line, CompilationUnitSyntax Root)>();
        foreach ((int line, string code) in snippets)
        {
            var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, Parsing).GetRoot();
            sources.Add((line, root));
            usings.UnionWith(root.Usings.Select(directive => $"global {directive}"));
        }

        string names = string.Concat(Names.Select(name => $"protected static {name.Type} {name.Name} {{ get; set; }} = default!;"));
        IEnumerable<string> texts = sources.Select((source, index) => Source(page, index, source.Line, source.Root))
            .Append($"{Usings}{string.Concat(usings)}internal abstract class SnippetNames {{ {names} }}");
        return CSharpCompilation.Create("Snippets", texts.Select(text => CSharpSyntaxTree.ParseText(text, Parsing)), References, Compiling)
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => $"{Place(diagnostic, page)}: {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
    }

    // Statements become the body of a method, types stand beside it; each keeps its line of the page.
    private static string Source(string page, int index, int line, CompilationUnitSyntax root)
    {
        var statements = new StringBuilder();
        var types = new StringBuilder();
        foreach (MemberDeclarationSyntax member in root.Members)
        {
            int at = line + member.SyntaxTree.GetLineSpan(member.FullSpan).StartLinePosition.Line;
            (member is GlobalStatementSyntax ? statements : types).Append(CultureInfo.InvariantCulture, $"\n#line {at} \"{page}\"\n{member.ToFullString()}");
        }

        string rest = root.Members.Count == 0 ? $"\n#line {line} \"{page}\"\n{root.ToFullString()}" : "";
        return $"internal sealed class Snippet{index} : SnippetNames {{ public static async Task RunAsync() {{ await Task.CompletedTask; {statements}\n}} }}\n{types}{rest}";
    }

    private static string Place(Diagnostic diagnostic, string page)
    {
        FileLinePositionSpan span = diagnostic.Location.GetMappedLineSpan();
        return span.HasMappedPath ? $"{page}({span.StartLinePosition.Line + 1})" : page;
    }

    [GeneratedRegex(@"^\| name \| type \|\n\|---\|---\|\n(?<rows>(?:\|[^\n]*\n)+)", RegexOptions.Multiline)]
    private static partial Regex NameTable();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| `(?<type>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex NameRow();
}
