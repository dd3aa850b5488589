using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>Gathers the types of an assembly that handles and signatures of the same assembly name, type arguments included.</summary>
internal sealed class TypeCollector(MetadataReader metadata) : ISignatureTypeProvider<TypeCollector, TypeCollector>
{
    public HashSet<TypeDefinitionHandle> Found { get; } = [];

    /// <summary>Adds what a base type, an interface, an instruction or an attribute names.</summary>
    public void Add(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                Found.Add((TypeDefinitionHandle)handle);
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, this);
                break;
            case HandleKind.FieldDefinition:
                Found.Add(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                Found.Add(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                Add(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent);
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification method = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Add(method.Method);
                method.DecodeSignature(this, this);
                break;
            case HandleKind.StandaloneSignature:
                StandaloneSignature signature = metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle);
                if (signature.GetKind() == StandaloneSignatureKind.LocalVariables)
                {
                    signature.DecodeLocalSignature(this, this);
                }
                else
                {
                    signature.DecodeMethodSignature(this, this);
                }

                break;
        }
    }

    public TypeCollector GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        Found.Add(handle);
        return this;
    }

    public TypeCollector GetTypeFromSpecification(
        MetadataReader reader, TypeCollector genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
    {
        Add(handle);
        return this;
    }

    public TypeCollector GetModifiedType(TypeCollector modifier, TypeCollector unmodifiedType, bool isRequired) => this;

    public TypeCollector GetArrayType(TypeCollector elementType, ArrayShape shape) => this;

    public TypeCollector GetByReferenceType(TypeCollector elementType) => this;

    public TypeCollector GetFunctionPointerType(MethodSignature<TypeCollector> signature) => this;

    public TypeCollector GetGenericInstantiation(TypeCollector genericType, ImmutableArray<TypeCollector> typeArguments) => this;

    public TypeCollector GetGenericMethodParameter(TypeCollector genericContext, int index) => this;

    public TypeCollector GetGenericTypeParameter(TypeCollector genericContext, int index) => this;

    public TypeCollector GetPinnedType(TypeCollector elementType) => this;

    public TypeCollector GetPointerType(TypeCollector elementType) => this;

    public TypeCollector GetPrimitiveType(PrimitiveTypeCode typeCode) => this;

    public TypeCollector GetSZArrayType(TypeCollector elementType) => this;

    public TypeCollector GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => this;
}
