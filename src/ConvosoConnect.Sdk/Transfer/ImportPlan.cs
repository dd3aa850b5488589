namespace ConvosoConnect.Sdk.Transfer;

/// <summary>What an import would do; nothing is done until it is given to <see cref="ConnectTransfer.ApplyAsync"/>.</summary>
public sealed class ImportPlan
{
    internal ImportPlan(IReadOnlyList<PlannedItem<Adaptor>> adaptors, IReadOnlyList<PlannedItem<ConnectEndpoint>> endpoints, IReadOnlyList<ValidationProblem> problems)
    {
        PlannedAdaptors = adaptors;
        PlannedEndpoints = endpoints;
        Adaptors = [.. adaptors.Select(a => a.Shown)];
        Endpoints = [.. endpoints.Select(e => e.Shown)];
        Problems = problems;
        CanApply = problems.All(p => p.IsWarning);
    }

    /// <summary>The adaptors of the file, in its order. They are saved before the endpoints.</summary>
    public IReadOnlyList<ImportItem> Adaptors { get; }

    /// <summary>The endpoints of the file, in its order.</summary>
    public IReadOnlyList<ImportItem> Endpoints { get; }

    /// <summary>Everything that is wrong or doubtful, each with its place in the file, such as <c>endpoints[2].apiUrl</c>, or <c>file</c>.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; }

    /// <summary>Whether the plan can be applied: no problem is more than a warning.</summary>
    public bool CanApply { get; }

    internal IReadOnlyList<PlannedItem<Adaptor>> PlannedAdaptors { get; }

    internal IReadOnlyList<PlannedItem<ConnectEndpoint>> PlannedEndpoints { get; }
}
