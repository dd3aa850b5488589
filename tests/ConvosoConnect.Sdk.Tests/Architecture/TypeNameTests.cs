using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>CONTRIBUTING.md has the rule for prefixes of type names.</summary>
public sealed class TypeNameTests
{
    // What console and web apps import without a word: the implicit usings of Microsoft.NET.Sdk and Microsoft.NET.Sdk.Web.
    private static readonly string[] Implicit =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Net.Http.Json", "System.Threading", "System.Threading.Tasks",
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    [Fact]
    public void PublicTypes_FirstDay_HaveNamesOfTheirOwn()
    {
        HashSet<string> taken = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(IsFramework).SelectMany(PublicTypes)];

        Assert.Superset(new HashSet<string> { "Endpoint", "IServiceCollection", "HttpClient" }, taken);
        Offences.None(
            from type in typeof(ConnectResult).Assembly.GetExportedTypes()
            where type.Namespace == "ConvosoConnect.Sdk" && taken.Contains(type.Name)
            select $"{type} has the name of a type that apps import by implicit usings; give it the prefix Connect");
    }

    private static bool IsFramework(string path) => Path.GetFileName(path) is { } file
        && (file.StartsWith("System.", StringComparison.Ordinal) || file.StartsWith("Microsoft.", StringComparison.Ordinal));

    private static List<string> PublicTypes(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        if (!file.HasMetadata)
        {
            return [];
        }

        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. from handle in metadata.TypeDefinitions
               let type = metadata.GetTypeDefinition(handle)
               where (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public && Implicit.Contains(metadata.GetString(type.Namespace))
               select metadata.GetString(type.Name),
        ];
    }
}
