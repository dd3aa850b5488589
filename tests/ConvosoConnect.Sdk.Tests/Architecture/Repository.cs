namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>The working tree that these tests were built from.</summary>
internal static class Repository
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folders that hold C# of ours; some may not exist yet.</summary>
    public static IReadOnlyList<string> CodeFolders { get; } = ["src", "tests", "samples", "benchmarks"];

    /// <summary>Paths of files below some folders, relative to the root with forward slashes; build output is left out.</summary>
    public static IReadOnlyList<string> Files(string pattern, params IEnumerable<string> folders) =>
        [.. folders
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split(Separators).Any(part => part is "bin" or "obj" or "TestResults"))
            .Order(StringComparer.Ordinal)];

    /// <summary>The text of a file.</summary>
    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.sln").Any())
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds a solution; run the tests from a clone.");
    }
}
