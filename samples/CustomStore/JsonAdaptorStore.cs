using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Adaptors;

namespace CustomStore;

/// <summary>Adaptors in one JSON file.</summary>
public sealed class JsonAdaptorStore(JsonFolder folder, IEndpointStore endpoints) : IAdaptorStore, IDisposable
{
    private readonly JsonList<Adaptor> _list = new(
        folder.File("adaptors.json"),
        JsonTypes.Default.Adaptors,
        a => (a.Id, a.Version),
        (a, id, version) => a with { Id = id, Version = version });

    public ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default) => new(_list.Get(id, cancellationToken));

    public ValueTask<IReadOnlyList<Adaptor>> ListAsync(AdaptorFilter? filter = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new([
            .. _list.Items.Where(a => filter is null || filter.Matches(a))
                .OrderBy(a => a.Name, StringComparer.Ordinal)
                .ThenBy(a => a.Id, StringComparer.Ordinal),
        ]);
    }

    public ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(adaptor);

        // Copied before it is checked, so that what was checked is what is kept.
        Adaptor copy = adaptor.Fields is null ? adaptor : adaptor with { Fields = [.. adaptor.Fields] };
        IReadOnlyList<ValidationProblem> problems = AdaptorValidator.Validate(copy);
        return problems.Any(p => !p.IsWarning)
            ? throw new ConnectValidationException($"adaptor '{adaptor.Name}'", problems)
            : _list.SaveAsync(copy, cancellationToken);
    }

    public async ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        IReadOnlyList<ConnectEndpoint> users = await endpoints.ListAsync(new EndpointFilter { AdaptorId = id }, cancellationToken);
        if (users.Count > 0 && _list.Get(id, cancellationToken) is { } used)
        {
            throw new ConnectConflictException(
                $"The adaptor '{used.Name}' was not deleted, because {users.Count} endpoint(s) use it, such as {string.Join(", ", users.Take(5).Select(e => $"'{e.Name}'"))}. "
                + "Choose another adaptor for them first.");
        }

        return await _list.DeleteAsync(id, cancellationToken);
    }

    public void Dispose() => _list.Dispose();
}
