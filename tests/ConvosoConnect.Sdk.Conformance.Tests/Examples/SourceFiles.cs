namespace ConvosoConnect.Sdk.Conformance.Tests.Examples;

/// <summary>Files of the repository.</summary>
internal static class SourceFiles
{
    /// <summary>The path of a file or folder, from one that is relative to the repository.</summary>
    public static string Find(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (folder.EnumerateFiles("*.sln").Any())
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        throw new FileNotFoundException($"No folder above {AppContext.BaseDirectory} holds a solution; run the tests from a clone.");
    }
}
