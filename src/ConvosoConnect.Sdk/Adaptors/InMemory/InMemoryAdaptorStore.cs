using ConvosoConnect.Sdk.Endpoints.InMemory;

namespace ConvosoConnect.Sdk.Adaptors.InMemory;

/// <summary>Keeps adaptors in memory. This is the store of an app that chooses no other.</summary>
internal sealed class InMemoryAdaptorStore(IEndpointStore endpoints, AdaptorUseGate gate) : IAdaptorStore
{
    private const int NamesInMessage = 10;

    private readonly VersionedMap<Adaptor> _map = new("adaptor", a => (a.Id, a.Version), (a, id, version) => a with { Id = id, Version = version });

    public ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_map.Get(id));
    }

    public ValueTask<IReadOnlyList<Adaptor>> ListAsync(AdaptorFilter? filter = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(AdaptorOrder.Sort(_map.Items, filter));
    }

    public ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(adaptor);
        cancellationToken.ThrowIfCancellationRequested();

        // The adaptor is copied before the check, so that the caller cannot change its list between check and save.
        Adaptor copy = adaptor.Fields is null ? adaptor : adaptor with { Fields = Array.AsReadOnly(adaptor.Fields.ToArray()) };
        IReadOnlyList<ValidationProblem> problems = AdaptorValidator.Validate(copy);
        if (problems.Any(p => !p.IsWarning))
        {
            throw new ConnectValidationException($"adaptor '{adaptor.Name}'", problems);
        }

        return new(_map.Save(copy));
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return gate.RunAsync(() => DeleteUnusedAsync(id, cancellationToken), cancellationToken);
    }

    private async ValueTask<bool> DeleteUnusedAsync(string id, CancellationToken cancellationToken)
    {
        if (await GetAsync(id, cancellationToken).ConfigureAwait(false) is not { } adaptor)
        {
            return false;
        }

        IReadOnlyList<ConnectEndpoint> users =
            await endpoints.ListAsync(new EndpointFilter { AdaptorId = id }, cancellationToken).ConfigureAwait(false);
        if (users.Count > 0)
        {
            string names = string.Join(", ", users.Take(NamesInMessage).Select(e => $"'{e.Name}' ({e.Id})"));
            string more = users.Count > NamesInMessage ? $" and {users.Count - NamesInMessage} more" : "";
            throw new ConnectConflictException(
                $"The adaptor '{adaptor.Name}' ({id}) was not deleted, because endpoints still use it: {names}{more}. "
                + "Choose another adaptor for them first.");
        }

        return _map.Delete(id);
    }
}
