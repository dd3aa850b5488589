using System.Collections.Concurrent;
using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>Keeps adaptors in memory. Reads take no lock; writes take turns.</summary>
internal sealed class InMemoryAdaptorStore(IEndpointStore endpoints) : IAdaptorStore
{
    private const int NamesInMessage = 10;

    private readonly ConcurrentDictionary<string, Adaptor> _adaptors = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();

    // One counter for the whole store: a version never comes again for an id, not even after a deletion.
    private long _version;

    public ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        cancellationToken.ThrowIfCancellationRequested();
        return new(_adaptors.GetValueOrDefault(id));
    }

    public ValueTask<IReadOnlyList<Adaptor>> ListAsync(string? name = null, bool? active = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Values is a copy taken while all writers wait, not a live view.
        return new(_adaptors.Values
            .Where(a => (name is null || a.Name.Contains(name, StringComparison.OrdinalIgnoreCase)) && (active is null || a.Active == active))
            .OrderBy(a => a.Name, StringComparer.Ordinal)
            .ThenBy(a => a.Id, StringComparer.Ordinal)
            .ToArray());
    }

    public ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(adaptor);
        cancellationToken.ThrowIfCancellationRequested();

        // Copied before it is checked: what was checked is what is kept, whatever the caller does with the list.
        Adaptor copy = adaptor.Fields is null ? adaptor : adaptor with { Fields = Array.AsReadOnly(adaptor.Fields.ToArray()) };
        IReadOnlyList<ValidationProblem> problems = AdaptorValidator.Validate(copy);
        if (problems.Any(p => !p.IsWarning))
        {
            throw new ConnectValidationException($"adaptor '{adaptor.Name}'", problems);
        }

        lock (_writing)
        {
            CheckVersion(copy);
            Adaptor saved = copy with
            {
                Id = string.IsNullOrEmpty(copy.Id) ? Guid.CreateVersion7().ToString("N") : copy.Id,
                Version = ++_version,
            };
            _adaptors[saved.Id] = saved;
            return new(saved);
        }
    }

    public async ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
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

        lock (_writing)
        {
            return _adaptors.TryRemove(id, out _);
        }
    }

    private void CheckVersion(Adaptor adaptor)
    {
        Adaptor? stored = string.IsNullOrEmpty(adaptor.Id) ? null : _adaptors.GetValueOrDefault(adaptor.Id);
        long expected = stored?.Version ?? 0;
        if (adaptor.Version == expected)
        {
            return;
        }

        string found = (stored, adaptor.Version) switch
        {
            (null, _) => $"version {adaptor.Version} of it is not stored; it may have been deleted. Save it as new, with version 0.",
            (_, 0) => $"its id is taken by '{stored.Name}'. Choose another id, or leave it empty to get a new one.",
            _ => $"version {expected} is stored, this one was made from version {adaptor.Version}. Read it again and repeat the change.",
        };
        throw new ConnectConflictException($"The adaptor '{adaptor.Name}' ({adaptor.Id}) was not saved: {found}");
    }
}
