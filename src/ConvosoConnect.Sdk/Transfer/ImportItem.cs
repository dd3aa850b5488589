using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk.Transfer;

/// <summary>What an import does with one endpoint or adaptor.</summary>
public sealed record ImportItem
{
    private readonly ListByValue<string> _changedMembers = new([]);

    internal ImportItem(string id, string name, ImportAction action, IReadOnlyList<string> changedMembers)
    {
        Id = id;
        Name = name;
        Action = action;
        _changedMembers = new(changedMembers);
    }

    /// <summary>The id in the file; empty when the file has none.</summary>
    public string Id { get; }

    /// <summary>The name in the file; empty when it could not be read.</summary>
    public string Name { get; }

    /// <summary>What is done with it.</summary>
    public ImportAction Action { get; }

    /// <summary>The members of the file that differ from the stored ones, such as <c>apiUrl</c>, in the order of the file. Empty unless the action is <see cref="ImportAction.Change"/>.</summary>
    public IReadOnlyList<string> ChangedMembers => _changedMembers.Items!;
}
