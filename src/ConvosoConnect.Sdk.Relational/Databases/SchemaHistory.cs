using System.Data.Common;
using System.Globalization;
using DbUp.Engine;

namespace ConvosoConnect.Sdk.Relational.Databases;

/// <summary>
/// What the databases agree on about their schema's history, which DbUp keeps. The name of a change begins with its number, by which newer ones are told from others.
/// </summary>
internal static class SchemaHistory
{
    private const string PreRelease =
        "a version of ConvosoConnect.Sdk from before its first release, whose databases are not brought up to date: copy what you need with that version (StoreCopy), "
        + "or use another database";

    /// <summary>Runs the scripts that the database has not seen; refuses one that has seen scripts of a newer version.</summary>
    /// <param name="engine">DbUp with the scripts.</param>
    /// <param name="explain">Gives the sentence of the database for what its driver threw; null where there is none.</param>
    public static void Upgrade(UpgradeEngine engine, Func<DbException, Exception?> explain)
    {
        List<string> executed = engine.GetExecutedScripts();
        RefuseUnknown(executed, engine.GetDiscoveredScripts());
        DatabaseUpgradeResult result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            string? reason = (result.Error is DbException failure ? explain(failure) : null)?.Message ?? result.Error?.Message;
            throw new InvalidOperationException(
                $"The schema of the database could not be brought up to date at {result.ErrorScript?.Name}: {reason}"
                + (executed.Count > 0 ? "" : $" Where tables whose names begin with connect_ stand there already, they are of {PreRelease}."),
                result.Error);
        }
    }

    /// <summary>Refuses a database that cannot be changed and has not seen exactly these scripts.</summary>
    public static void Check(UpgradeEngine engine)
    {
        List<SqlScript> scripts = engine.GetDiscoveredScripts();
        List<string> executed = engine.GetExecutedScripts();
        RefuseUnknown(executed, scripts);
        if (scripts.FirstOrDefault(s => !executed.Contains(s.Name, StringComparer.Ordinal)) is { } missing)
        {
            throw new InvalidOperationException(
                $"The database lacks the schema change {missing.Name} of this version of ConvosoConnect.Sdk, and it is read-only, so that it cannot be brought up to date. "
                + "Let the app open it for writing once, then read it.");
        }
    }

    private static void RefuseUnknown(IEnumerable<string> executed, List<SqlScript> scripts)
    {
        string[] unknown = [.. executed.Except(scripts.Select(s => s.Name), StringComparer.Ordinal)];
        int known = scripts.Max(s => Number(s.Name));
        if (unknown.MaxBy(Number) is not { } last)
        {
            return;
        }

        throw new InvalidOperationException(Number(last) > known
            ? $"The database was made by a newer version of ConvosoConnect.Sdk: this one does not know its schema change {last}. Update the package, "
                + "or use another database. Nothing was changed."
            : $"The database was made by {PreRelease}: its schema change {last} is of none that was released. Nothing was changed.");
    }

    private static int Number(string name) => int.TryParse(name.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
