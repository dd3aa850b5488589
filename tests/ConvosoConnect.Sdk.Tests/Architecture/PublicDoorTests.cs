using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>
/// The built-in templates, encoders and parsers enter through the same door as an app's: each is compiled once more as somebody else's assembly, which sees none of the core's
/// internals. A part may have internal types in a folder of its own, which go with it.
/// </summary>
public sealed class PublicDoorTests
{
    private const string Core = "src/ConvosoConnect.Sdk/";

    // What makes templates of data is a mechanism of the engine, which authors use and do not write.
    private const string NotAnAuthors = "ConvosoConnect.Sdk.Integrators.Declared";

    private static readonly Type[] Seams = [typeof(IIntegratorTemplate), typeof(IBodyEncoder), typeof(IResponseParser)];

    /// <summary>The folder of each type that implements a seam, or its file where that stands in the room itself.</summary>
    public static IEnumerable<TheoryDataRow<string>> Parts =>
        from type in typeof(IBodyEncoder).Assembly.GetTypes()
        where type is { IsClass: true, IsNested: false } && Seams.Any(type.IsAssignableTo) && !type.Namespace!.StartsWith(NotAnAuthors, StringComparison.Ordinal)
        let file = Repository.Files(type.Name + ".cs", Core).Single()[Core.Length..]
        group file by file.Count(c => c == '/') > 1 ? file[..file.LastIndexOf('/')] : file into part
        orderby part.Key
        select new TheoryDataRow<string>(part.Key);

    [Fact]
    public void Parts_OfTheSeams_AreFound() => Assert.Equal(
        [
            "BodyEncoders/JsonBodyEncoder.cs", "BodyEncoders/RawBodyEncoder.cs", "Integrators/BlueInkDigital", "Integrators/HubSpot",
            "ResponseParsers/Json", "ResponseParsers/Text", "ResponseParsers/Xml",
        ],
        Parts.Select(part => part.Data));

    [Theory]
    [MemberData(nameof(Parts))]
    public void BuiltInPart_CompiledBySomebodyElse_NeedsThePublicApiAlone(string part) => Offences.None(OutsideCompiler.Errors(Sources(part)));

    [Fact]
    public void Sample_CompiledBySomebodyElse_NeedsThePublicApiAlone()
    {
        const string template = "samples/CustomIntegrator/AcmeCrmTemplate.cs";

        Offences.None(OutsideCompiler.Errors((template, Repository.Read(template))));
    }

    [Theory]
    [InlineData("ConvosoConnect.Sdk.BodyEncoders.JsonText.Name(new ConvosoConnect.Sdk.Adaptors.PayloadKey(\"a\"))")]
    [InlineData("new ConvosoConnect.Sdk.Adaptors.PayloadKey(\"a\").JsonName")]
    [InlineData("ConvosoConnect.Sdk.ApiIntegrators.BuiltIn")]
    [InlineData("new ConvosoConnect.Sdk.ResponseParsers.ResponseBody(default).IsCut")]
    public void Errors_SourceThatUsesAnInternal_NamesIt(string expression)
    {
        string error = Assert.Single(OutsideCompiler.Errors(("Guilty.cs", $"internal static class Guilty {{ public static object Value() => {expression}; }}")));

        Assert.Matches("^Guilty.cs.*(CS0117|CS0122|CS1061)", error);
    }

    [Fact]
    public void Errors_PartWithoutItsFolder_AreNotEmpty() =>
        Assert.NotEmpty(OutsideCompiler.Errors(Sources("Integrators/HubSpot").Where(source => !source.Path.EndsWith("HubSpotErrors.cs", StringComparison.Ordinal))));

    private static IEnumerable<(string Path, string Text)> Sources(string part) =>
        (part.EndsWith(".cs", StringComparison.Ordinal) ? [Core + part] : Repository.Files("*.cs", Core + part)).Select(path => (path, Repository.Read(path)));
}
