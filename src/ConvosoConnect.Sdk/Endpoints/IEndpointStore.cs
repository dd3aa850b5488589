namespace ConvosoConnect.Sdk;

/// <summary>Keeps endpoints. Safe for concurrent use; reads see a consistent snapshot.</summary>
public interface IEndpointStore
{
    /// <summary>Finds one endpoint.</summary>
    /// <param name="id">Its id, compared exactly.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The endpoint, or null when there is none.</returns>
    ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Lists endpoints by name, then id, compared by character code.</summary>
    /// <param name="filter">What to keep; null keeps all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A snapshot.</returns>
    ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Adds a new endpoint (version 0) or replaces the stored one of the same version.</summary>
    /// <param name="endpoint">The endpoint. An empty id is replaced by a new one.</param>
    /// <param name="cancellationToken">Cancels the save; a cancelled save has changed nothing or everything.</param>
    /// <returns>The endpoint as stored, with its id and new version.</returns>
    /// <exception cref="ConnectValidationException">It is invalid, or its adaptor does not exist or is newly chosen and inactive; nothing was saved.</exception>
    /// <exception cref="ConnectConflictException">Somebody saved or deleted it in between, or the id of a new one is taken; nothing was saved.</exception>
    /// <exception cref="NotSupportedException">The store is read-only, as the one fed by configuration is.</exception>
    ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default);

    /// <summary>Deletes an endpoint.</summary>
    /// <param name="id">Its id, compared exactly.</param>
    /// <param name="cancellationToken">Cancels the deletion.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="NotSupportedException">The store is read-only.</exception>
    ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default);
}
