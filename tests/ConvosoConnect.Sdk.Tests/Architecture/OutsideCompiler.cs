using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>Compiles sources as an assembly of somebody else, which sees the core's public API alone.</summary>
internal static class OutsideCompiler
{
    // Those of the SDK's ImplicitUsings.
    private static readonly string Usings = string.Concat(
        new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks" }
            .Select(name => $"global using {name};"));

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);
    private static readonly CSharpCompilationOptions Compiling = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    // What this process runs on: the framework, the core and what it depends on. These tests are left out, because the core shows them its internals.
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => path != typeof(OutsideCompiler).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The compiler's errors; none when the sources need nothing that is internal to the core.</summary>
    /// <param name="sources">Each a path for the message, and its text.</param>
    public static IEnumerable<string> Errors(params IEnumerable<(string Path, string Text)> sources) =>
        CSharpCompilation.Create(
                "Somebody.Else",
                sources.Append(("Usings.cs", Usings)).Select(source => CSharpSyntaxTree.ParseText(source.Item2, Parsing, source.Item1)),
                References,
                Compiling)
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString());
}
