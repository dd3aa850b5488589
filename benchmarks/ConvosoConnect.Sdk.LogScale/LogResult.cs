namespace ConvosoConnect.Sdk.LogScale;

/// <summary>What was measured of one log.</summary>
/// <param name="Provider">The database.</param>
/// <param name="Size">How many entries the log held.</param>
/// <param name="Version">The database's version.</param>
/// <param name="Load">The machine's load averages when the run began.</param>
/// <param name="Commit">The commit of the sources.</param>
/// <param name="Measures">The lines.</param>
internal sealed record LogResult(string Provider, long Size, string Version, string Load, string Commit, IReadOnlyList<Measure> Measures)
{
    public bool IsOfSameLog(LogResult other) => (Provider, Size) == (other.Provider, other.Size);

    /// <summary>This result and what only an earlier one measured.</summary>
    public LogResult With(LogResult? earlier) => earlier is null
        ? this
        : this with { Measures = [.. earlier.Measures.Where(m => Measures.All(own => own.Name != m.Name)), .. Measures] };
}
