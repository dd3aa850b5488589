using Xunit;

namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>Fails with every offence, not with the first.</summary>
internal static class Offences
{
    public static void None(IEnumerable<string> offences)
    {
        string[] found = [.. offences];
        Assert.True(found.Length == 0, $"{found.Length} offence(s):{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
    }
}
