namespace ConvosoConnect.Sdk;

/// <summary>Keeps endpoints. It is safe for concurrent use; a read sees a consistent snapshot.</summary>
public interface IEndpointStore
{
    /// <summary>Finds one endpoint.</summary>
    /// <param name="id">The endpoint's id, compared exactly.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The endpoint, or null when there is none.</returns>
    ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Lists endpoints by name, then id, compared by character code.</summary>
    /// <param name="filter">Which endpoints to list; null lists all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A snapshot.</returns>
    ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Adds a new endpoint (version 0) or replaces the stored one of the same version.</summary>
    /// <param name="endpoint">The endpoint. When its id is empty, the store assigns a new one.</param>
    /// <param name="cancellationToken">Cancels the save; a cancelled save has been done completely or not at all.</param>
    /// <returns>The endpoint as stored, with its id and new version.</returns>
    /// <exception cref="ConnectValidationException">The endpoint is invalid, its adaptor does not exist, or its newly chosen adaptor is inactive. Nothing was saved.</exception>
    /// <exception cref="ConnectConflictException">Somebody else has saved or deleted the endpoint meanwhile, or the id of a new endpoint is taken. Nothing was saved.</exception>
    /// <exception cref="NotSupportedException">The store is read-only, as it is when endpoints come from configuration.</exception>
    ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default);

    /// <summary>Deletes an endpoint.</summary>
    /// <param name="id">The endpoint's id, compared exactly.</param>
    /// <param name="cancellationToken">Cancels the deletion.</param>
    /// <returns>False when there was no such endpoint.</returns>
    /// <exception cref="NotSupportedException">The store is read-only.</exception>
    ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default);
}
