using Xunit.Sdk;

namespace ConvosoConnect.Sdk.Tests;

/// <summary>
/// What a test needs beyond .NET. A test whose need is missing is skipped with the Debian package to install; where
/// <c>CONVOSOCONNECT_REQUIRE_ALL</c> is <c>1</c>, as in the checks before a merge, it fails instead.
/// </summary>
internal static class Requirement
{
    private static bool RequireAll => Environment.GetEnvironmentVariable("CONVOSOCONNECT_REQUIRE_ALL") == "1";

    /// <summary>The full path of a program on PATH.</summary>
    public static string Binary(string name, string package) =>
        Binary(name, package, Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>The full path of a program in some folders.</summary>
    public static string Binary(string name, string package, string searchPath) => Binary(name, package, searchPath, RequireAll);

    public static string Binary(string name, string package, string searchPath, bool requireAll)
    {
        string? found = searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })
            .FirstOrDefault(File.Exists);
        if (found is not null)
        {
            return found;
        }

        string reason = $"This test needs the program '{name}', which is not on PATH. Install it, on Debian with: apt-get install {package}";
        throw requireAll ? FailException.ForFailure(reason) : SkipException.ForSkip(reason);
    }
}
