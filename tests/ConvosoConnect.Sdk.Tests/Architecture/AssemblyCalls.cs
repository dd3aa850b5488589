using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>
/// Which members of <c>System</c> and <c>System.Threading</c> an assembly's own types call. Types outside our namespaces are left out: measuring
/// coverage adds some to the assembly.
/// </summary>
internal static class AssemblyCalls
{
    public static IReadOnlyList<(string Caller, string Member)> Read(string assemblyPath)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. (
            from method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition)
            let caller = Outermost(metadata, method.GetDeclaringType())
            where method.RelativeVirtualAddress != 0 && metadata.GetString(caller.Namespace).StartsWith("ConvosoConnect.", StringComparison.Ordinal)
            from token in IlTokens.Read(file.GetMethodBody(method.RelativeVirtualAddress))
            where token.Kind == HandleKind.MemberReference
            let member = metadata.GetMemberReference((MemberReferenceHandle)token)
            where member.Parent.Kind == HandleKind.TypeReference
            let type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent)
            where metadata.GetString(type.Namespace) is "System" or "System.Threading"
            select (metadata.GetString(caller.Name), $"{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}")).Distinct()];
    }

    private static TypeDefinition Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        return type.IsNested ? Outermost(metadata, type.GetDeclaringType()) : type;
    }
}
