using Xunit;
using Xunit.Sdk;

namespace ConvosoConnect.Sdk.Tests;

public sealed class RequirementTests
{
    [Fact]
    public void Binary_OnThePath_IsItsFullPath()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string program = Path.Combine(folder.FullName, "tool");
            File.WriteAllText(program, "");
            string searchPath = string.Join(Path.PathSeparator, Path.Combine(folder.FullName, "none"), "", folder.FullName);

            Assert.Equal(program, Requirement.Binary("tool", "tools", searchPath, requireAll: true));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Binary_MissingAndAllRequired_FailsNamingThePackage()
    {
        Exception thrown = Missing(requireAll: true);

        Assert.IsType<FailException>(thrown);
        Assert.Contains("'no-such-tool'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install no-such-package", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Binary_MissingAndNotRequired_SkipsNamingThePackage()
    {
        Exception thrown = Missing(requireAll: false);

        Assert.IsType<SkipException>(thrown);
        Assert.Contains("apt-get install no-such-package", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>Caught by hand, because Assert.Throws lets a skip pass through.</summary>
    private static Exception Missing(bool requireAll)
    {
        try
        {
            string found = Requirement.Binary("no-such-tool", "no-such-package", "", requireAll);
            return new InvalidOperationException($"Found {found}.");
        }
        catch (XunitException thrown)
        {
            return thrown;
        }
    }
}
