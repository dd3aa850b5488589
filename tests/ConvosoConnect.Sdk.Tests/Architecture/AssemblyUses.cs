using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>
/// Reads from a built assembly which of its types really use which others. Nested and compiler-made types count as the type they are declared in.
/// Constants are invisible here, because the compiler copies them; the check of <c>using</c> lines sees those.
/// </summary>
internal sealed class AssemblyUses
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly Dictionary<TypeDefinitionHandle, string> _fullNames;

    private AssemblyUses(PEReader file)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
        _fullNames = _metadata.TypeDefinitions.ToDictionary(handle => handle, FullName);
    }

    public static IReadOnlyList<TypeUse> Read(string assemblyPath)
    {
        using var file = new PEReader(File.OpenRead(assemblyPath));
        var reader = new AssemblyUses(file);
        return [.. reader._metadata.TypeDefinitions.SelectMany(reader.UsesOf).Distinct()];
    }

    private IEnumerable<TypeUse> UsesOf(TypeDefinitionHandle handle)
    {
        var collector = new TypeCollector(_metadata);
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        AddDeclaration(collector, type);
        foreach (FieldDefinition field in type.GetFields().Select(_metadata.GetFieldDefinition))
        {
            field.DecodeSignature(collector, collector);
            AddAttributes(collector, field.GetCustomAttributes());
        }

        foreach (MethodDefinition method in type.GetMethods().Select(_metadata.GetMethodDefinition))
        {
            AddMethod(collector, method);
        }

        TypeName user = Outermost(handle);
        return collector.Found.Select(Outermost).Where(used => used != user).Select(used => new TypeUse(user, used)).ToArray();
    }

    private void AddDeclaration(TypeCollector collector, TypeDefinition type)
    {
        if (!type.BaseType.IsNil)
        {
            collector.Add(type.BaseType);
        }

        foreach (InterfaceImplementationHandle implementation in type.GetInterfaceImplementations())
        {
            collector.Add(_metadata.GetInterfaceImplementation(implementation).Interface);
        }

        AddConstraints(collector, type.GetGenericParameters());
        AddAttributes(collector, type.GetCustomAttributes());
        AddAttributes(collector, type.GetProperties().SelectMany(p => _metadata.GetPropertyDefinition(p).GetCustomAttributes()));
        AddAttributes(collector, type.GetEvents().SelectMany(e => _metadata.GetEventDefinition(e).GetCustomAttributes()));
    }

    private void AddMethod(TypeCollector collector, MethodDefinition method)
    {
        method.DecodeSignature(collector, collector);
        AddConstraints(collector, method.GetGenericParameters());
        AddAttributes(collector, method.GetCustomAttributes());
        AddAttributes(collector, method.GetParameters().SelectMany(p => _metadata.GetParameter(p).GetCustomAttributes()));
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        MethodBodyBlock body = _file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            collector.Add(body.LocalSignature);
        }

        foreach (ExceptionRegion region in body.ExceptionRegions.Where(region => !region.CatchType.IsNil))
        {
            collector.Add(region.CatchType);
        }

        foreach (EntityHandle token in IlTokens.Read(body))
        {
            collector.Add(token);
        }
    }

    private void AddConstraints(TypeCollector collector, GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameter parameter in parameters.Select(_metadata.GetGenericParameter))
        {
            foreach (GenericParameterConstraintHandle constraint in parameter.GetConstraints())
            {
                collector.Add(_metadata.GetGenericParameterConstraint(constraint).Type);
            }
        }
    }

    private void AddAttributes(TypeCollector collector, IEnumerable<CustomAttributeHandle> attributes)
    {
        foreach (CustomAttribute attribute in attributes.Select(_metadata.GetCustomAttribute))
        {
            collector.Add(attribute.Constructor);

            // A typeof in an attribute is stored as the type's name, so the names are looked for in the stored value.
            string value = Encoding.UTF8.GetString(_metadata.GetBlobBytes(attribute.Value));
            collector.Found.UnionWith(_fullNames.Where(name => value.Contains(name.Value, StringComparison.Ordinal)).Select(name => name.Key));
        }
    }

    private TypeName Outermost(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        return type.IsNested
            ? Outermost(type.GetDeclaringType())
            : new TypeName(_metadata.GetString(type.Namespace), _metadata.GetString(type.Name));
    }

    private string FullName(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        string name = _metadata.GetString(type.Name);
        return type.IsNested ? $"{FullName(type.GetDeclaringType())}+{name}" : $"{_metadata.GetString(type.Namespace)}.{name}";
    }
}
