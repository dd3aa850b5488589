namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>A type that is not nested.</summary>
internal readonly record struct TypeName(string Namespace, string Name)
{
    public override string ToString() => Name;
}
