using DbUp.Engine;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>What the databases agree on about their schema's history, which DbUp keeps.</summary>
internal static class Schema
{
    public const string Journal = "connect_schema_versions";

    /// <summary>Runs the scripts that the database has not seen; refuses one that has seen scripts of a newer version.</summary>
    public static void Upgrade(UpgradeEngine engine, IReadOnlyList<SqlScript> scripts)
    {
        string[] unknown = [.. engine.GetExecutedScripts().Except(scripts.Select(s => s.Name), StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            throw new InvalidOperationException(
                $"The database was made by a newer version of ConvosoConnect.Sdk: this one does not know its schema change {unknown[^1]}. Update the package, "
                + "or use another database. Nothing was changed.");
        }

        DatabaseUpgradeResult result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException(
                $"The schema of the database could not be brought up to date at {result.ErrorScript?.Name}: {result.Error?.Message}", result.Error);
        }
    }
}
