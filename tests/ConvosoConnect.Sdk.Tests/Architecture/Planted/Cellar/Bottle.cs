namespace ConvosoConnect.Sdk.Tests.Architecture.Planted.Cellar;

/// <summary>Something that the planted kitchen must not use.</summary>
internal abstract class Bottle : ICellarItem
{
    public static string Label() => "label";
}
