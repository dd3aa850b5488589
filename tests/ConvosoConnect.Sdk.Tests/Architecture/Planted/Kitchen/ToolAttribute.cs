namespace ConvosoConnect.Sdk.Tests.Architecture.Planted.Kitchen;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class ToolAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
