using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Adaptors;

namespace CustomStore;

/// <summary>Adaptors in one JSON file.</summary>
public sealed class JsonAdaptorStore(JsonFolder folder, IEndpointStore endpoints) : IAdaptorStore, IDisposable
{
    private readonly JsonList<Adaptor> _list = new(
        "adaptor",
        folder.File("adaptors.json"),
        JsonTypes.Default.Adaptors,
        a => (a.Id, a.Version),
        (a, id, version) => a with { Id = id, Version = version });

    public ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default) => new(_list.Get(id, cancellationToken));

    public ValueTask<IReadOnlyList<Adaptor>> ListAsync(AdaptorFilter? filter = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new((filter ?? new()).Apply(_list.Items));
    }

    public ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(adaptor);

        // Copied before it is checked, so that what was checked is what is kept.
        Adaptor copy = adaptor.Fields is null ? adaptor : adaptor with { Fields = [.. adaptor.Fields] };
        AdaptorValidator.Check(copy);
        return _list.SaveAsync(copy, cancellationToken);
    }

    public async ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (_list.Get(id, cancellationToken) is { } adaptor)
        {
            AdaptorValidator.CheckUnused(adaptor, await endpoints.ListAsync(new EndpointFilter { AdaptorId = id }, cancellationToken));
        }

        return await _list.DeleteAsync(id, cancellationToken);
    }

    public void Dispose() => _list.Dispose();
}
