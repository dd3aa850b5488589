namespace ConvosoConnect.Sdk.Transfer;

/// <summary>An endpoint or adaptor of a file with what is done with it.</summary>
/// <param name="Shown">What the app sees.</param>
/// <param name="Item">The item as it is saved, with the version of the stored one; null when it could not be read.</param>
internal sealed record PlannedItem<T>(ImportItem Shown, T? Item)
    where T : class
{
    /// <summary>Whether it has to be saved.</summary>
    public bool IsSaved => Shown.Action is ImportAction.Create or ImportAction.Change;
}
