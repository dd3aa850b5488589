namespace ConvosoConnect.Sdk;

/// <summary>Keeps adaptors. Safe for concurrent use; reads see a consistent snapshot.</summary>
public interface IAdaptorStore
{
    /// <summary>Finds one adaptor.</summary>
    /// <param name="id">Its id, compared exactly.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The adaptor, or null when there is none.</returns>
    ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Lists adaptors by name, then id, compared by character code.</summary>
    /// <param name="filter">What to keep; null keeps all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A snapshot.</returns>
    ValueTask<IReadOnlyList<Adaptor>> ListAsync(AdaptorFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Adds a new adaptor (version 0) or replaces the stored one of the same version.</summary>
    /// <param name="adaptor">The adaptor. An empty id is replaced by a new one.</param>
    /// <param name="cancellationToken">Cancels the save; a cancelled save has changed nothing or everything.</param>
    /// <returns>The adaptor as stored, with its id and new version.</returns>
    /// <exception cref="ConnectValidationException">It is invalid; nothing was saved.</exception>
    /// <exception cref="ConnectConflictException">Somebody saved or deleted it in between, or the id of a new one is taken; nothing was saved.</exception>
    /// <exception cref="NotSupportedException">The store is read-only, as the one fed by configuration is.</exception>
    ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default);

    /// <summary>Deletes an adaptor that no endpoint uses.</summary>
    /// <param name="id">Its id, compared exactly.</param>
    /// <param name="cancellationToken">Cancels the deletion.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="ConnectConflictException">Endpoints still use it; the message names them.</exception>
    /// <exception cref="NotSupportedException">The store is read-only.</exception>
    ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default);
}
