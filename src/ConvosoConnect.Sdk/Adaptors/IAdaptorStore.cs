namespace ConvosoConnect.Sdk;

/// <summary>Keeps adaptors. It is safe for concurrent use; a read sees a consistent snapshot.</summary>
public interface IAdaptorStore
{
    /// <summary>Finds one adaptor.</summary>
    /// <param name="id">The adaptor's id, compared exactly.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The adaptor, or null when there is none.</returns>
    ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Lists adaptors by name, then id, compared by character code.</summary>
    /// <param name="filter">Which adaptors to list; null lists all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A snapshot.</returns>
    ValueTask<IReadOnlyList<Adaptor>> ListAsync(AdaptorFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Adds a new adaptor (version 0) or replaces the stored one of the same version.</summary>
    /// <param name="adaptor">The adaptor. When its id is empty, the store assigns a new one.</param>
    /// <param name="cancellationToken">Cancels the save; a cancelled save has been done completely or not at all.</param>
    /// <returns>The adaptor as stored, with its id and new version.</returns>
    /// <exception cref="ConnectValidationException">The adaptor is invalid. Nothing was saved.</exception>
    /// <exception cref="ConnectConflictException">Somebody else has saved or deleted the adaptor meanwhile, or the id of a new adaptor is taken. Nothing was saved.</exception>
    /// <exception cref="NotSupportedException">The store is read-only, as it is when adaptors come from configuration.</exception>
    ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default);

    /// <summary>Deletes an adaptor that no endpoint uses.</summary>
    /// <param name="id">The adaptor's id, compared exactly.</param>
    /// <param name="cancellationToken">Cancels the deletion.</param>
    /// <returns>False when there was no such adaptor.</returns>
    /// <exception cref="ConnectConflictException">Endpoints still use the adaptor; the message names them.</exception>
    /// <exception cref="NotSupportedException">The store is read-only.</exception>
    ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default);
}
