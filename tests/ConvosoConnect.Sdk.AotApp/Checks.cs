namespace ConvosoConnect.Sdk.AotApp;

/// <summary>Says line by line what held and what did not.</summary>
internal sealed class Checks
{
    public int Failed { get; private set; }

    public void Equal(string? expected, string? actual, string sentence)
    {
        bool held = expected == actual;
        Failed += held ? 0 : 1;
        Console.WriteLine(held ? $"ok {sentence}" : $"FAILED {sentence}: expected {expected}, got {actual}");
    }
}
