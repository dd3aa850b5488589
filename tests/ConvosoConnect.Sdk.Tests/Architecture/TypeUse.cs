namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>One type names another somewhere in its signatures, attributes or method bodies.</summary>
internal readonly record struct TypeUse(TypeName User, TypeName Used);
