using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk.Transfer;

/// <summary>What <see cref="ConnectTransfer.ExportAsync"/> writes.</summary>
public sealed record ExportOptions
{
    private readonly ListByValue<string> _endpointIds;

    /// <summary>Whether the file holds the credentials. Default false: <c>***</c> stands in the place of each one, by the rule by which the log masks them.</summary>
    public bool IncludeSecrets { get; init; }

    /// <summary>The ids of the endpoints to export, with the adaptors that they use. Null (the default): all endpoints and all adaptors.</summary>
    public IReadOnlyList<string>? EndpointIds
    {
        get => _endpointIds.Items;
        init => _endpointIds = new(value);
    }
}
