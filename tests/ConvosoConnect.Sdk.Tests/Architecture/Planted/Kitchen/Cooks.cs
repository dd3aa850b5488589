using ConvosoConnect.Sdk.Tests.Architecture.Planted.Cellar;

namespace ConvosoConnect.Sdk.Tests.Architecture.Planted.Kitchen;

// Each cook breaks the rule "the kitchen does not use the cellar" in one way only, so that each way is proved to be seen.
internal static class CallingCook
{
    public static string Work() => Bottle.Label();
}

internal static class TestingCook
{
    public static bool Work(object thing) => thing is ICellarItem;
}

internal static class TypeNamingCook
{
    public static string Work() => typeof(Bottle).Name;
}

internal static class ArrayCook
{
    public static Array Work() => new ICellarItem[1];
}

internal static class TypeArgumentCook
{
    public static object Work() => new List<Bottle>();
}

internal static class MethodArgumentCook
{
    public static object Work() => Enumerable.Empty<Bottle[]>();
}

internal static class LambdaCook
{
    public static Func<string> Work() => () => Bottle.Label();
}

internal static class AsyncCook
{
    public static async Task<string> WorkAsync()
    {
        await Task.Yield();
        return Bottle.Label();
    }
}

internal static class SwitchingCook
{
    public static string Work(int course) => course switch
    {
        0 => "soup",
        1 => "fish",
        2 => "roast",
        3 => "cheese",
        _ => Bottle.Label(),
    };
}

internal static class CatchingCook
{
    public static bool Work(Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (CorkException)
        {
            return false;
        }
    }
}

internal static class FieldCook
{
    public static Dictionary<string, ICellarItem>? Kept;

    public static void Forget() => Kept = null;
}

internal static class PropertyCook
{
    public static ICellarItem? Kept => null;
}

internal abstract class ParameterCook
{
    public abstract void Work(Bottle bottle);
}

internal abstract class InheritingCook : CorkException;

internal abstract class ImplementingCook : ICellarItem;

internal abstract class ConstrainedCook<T>
    where T : Bottle;

internal abstract class ConstrainedMethodCook
{
    public abstract void Work<T>()
        where T : Bottle;
}

[Tool(typeof(Bottle))]
internal abstract class AttributeCook;

internal static class NestingCook
{
    internal static class Helper
    {
        public static string Work() => Bottle.Label();
    }
}

internal static class InnocentCook
{
    public static Type Work() => typeof(ToolAttribute);
}
