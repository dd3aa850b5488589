using DbUp.Engine;

namespace ConvosoConnect.Sdk.Relational.Databases;

/// <summary>What the databases agree on about their schema's history, which DbUp keeps.</summary>
internal static class SchemaHistory
{
    /// <summary>Runs the scripts that the database has not seen; refuses one that has seen scripts of a newer version.</summary>
    public static void Upgrade(UpgradeEngine engine)
    {
        RefuseNewer(engine.GetExecutedScripts(), engine.GetDiscoveredScripts());
        DatabaseUpgradeResult result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException(
                $"The schema of the database could not be brought up to date at {result.ErrorScript?.Name}: {result.Error?.Message}", result.Error);
        }
    }

    /// <summary>Refuses a database that cannot be changed and has not seen exactly these scripts.</summary>
    public static void Check(UpgradeEngine engine)
    {
        List<SqlScript> scripts = engine.GetDiscoveredScripts();
        List<string> executed = engine.GetExecutedScripts();
        RefuseNewer(executed, scripts);
        if (scripts.FirstOrDefault(s => !executed.Contains(s.Name, StringComparer.Ordinal)) is { } missing)
        {
            throw new InvalidOperationException(
                $"The database lacks the schema change {missing.Name} of this version of ConvosoConnect.Sdk, and it is read-only, so that it cannot be brought up to date. "
                + "Let the app open it for writing once, then read it.");
        }
    }

    private static void RefuseNewer(IEnumerable<string> executed, List<SqlScript> scripts)
    {
        string[] unknown = [.. executed.Except(scripts.Select(s => s.Name), StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            throw new InvalidOperationException(
                $"The database was made by a newer version of ConvosoConnect.Sdk: this one does not know its schema change {unknown[^1]}. Update the package, "
                + "or use another database. Nothing was changed.");
        }
    }
}
