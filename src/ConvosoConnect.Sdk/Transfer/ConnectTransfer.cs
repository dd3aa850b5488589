using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Transfer;

/// <summary>
/// Writes endpoints and adaptors to one JSON file and reads them back, for instance from a test system into a production system. An app gets it from its service provider or from
/// <see cref="ConvosoConnectEngine.Transfer"/>. The file's schema is <c>schemas/endpoints.v1.schema.json</c> of the repository.
/// </summary>
public sealed class ConnectTransfer
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IEndpointStore _endpoints;
    private readonly IAdaptorStore _adaptors;
    private readonly EndpointValidator _validator;
    private readonly LeftOutSecrets _secrets;

    internal ConnectTransfer(IEndpointStore endpoints, IAdaptorStore adaptors, EndpointValidator validator, LeftOutSecrets secrets)
    {
        _endpoints = endpoints;
        _adaptors = adaptors;
        _validator = validator;
        _secrets = secrets;
    }

    /// <summary>Writes endpoints and adaptors, ordered by id, so that two exports of the same state are the same bytes. Versions are not written.</summary>
    /// <param name="destination">Where the file goes, as UTF-8 without a byte-order mark. It is not closed.</param>
    /// <param name="options">Null (the default): everything, without credentials.</param>
    /// <param name="cancellationToken">Cancels the export; the file is then not complete.</param>
    /// <exception cref="ArgumentException">The options name an endpoint that the store does not have. Nothing was written.</exception>
    /// <exception cref="InvalidOperationException">An endpoint or adaptor could not be read whole, as its <see cref="ConnectEndpoint.Fault"/> says. Nothing was written.</exception>
    public async Task ExportAsync(Stream destination, ExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        bool inFull = options?.IncludeSecrets == true;
        IReadOnlyList<ConnectEndpoint> endpoints = await _endpoints.ListAsync(null, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Adaptor> adaptors = await _adaptors.ListAsync(null, cancellationToken).ConfigureAwait(false);
        if (options?.EndpointIds is { } ids)
        {
            if (ids.FirstOrDefault(id => endpoints.All(e => e.Id != id)) is { } missing)
            {
                throw new ArgumentException($"There is no endpoint '{missing}' to export. Name endpoints of the store, or none for all.", nameof(options));
            }

            endpoints = [.. endpoints.Where(e => ids.Contains(e.Id))];
            adaptors = [.. adaptors.Where(a => endpoints.Any(e => e.AdaptorId == a.Id))];
        }

        string[] faulty = [.. endpoints.Where(e => e.Fault is not null).Select(e => e.Id), .. adaptors.Where(a => a.Fault is not null).Select(a => a.Id)];
        if (faulty.Length > 0)
        {
            throw new InvalidOperationException(
                $"Nothing was exported: the store cannot read these endpoints or adaptors whole: {string.Join(", ", faulty.Take(10))}. Repair or delete them first.");
        }

        var writer = new Utf8JsonWriter(destination, Readable);
        await using (writer.ConfigureAwait(false))
        {
            writer.WriteStartObject();
            writer.WriteNumber("formatVersion", TransferFile.FormatVersion);
            await WriteAsync("adaptors", adaptors.OrderBy(a => a.Id, StringComparer.Ordinal), a => TransferJson.Write(inFull ? a : _secrets.Remove(a), TransferJson.OfAdaptor))
                .ConfigureAwait(false);
            await WriteAsync("endpoints", endpoints.OrderBy(e => e.Id, StringComparer.Ordinal), e => TransferJson.Write(inFull ? e : _secrets.Remove(e), TransferJson.OfEndpoint))
                .ConfigureAwait(false);
            writer.WriteEndObject();
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        async Task WriteAsync<T>(string name, IEnumerable<T> items, Func<T, JsonObject> toJson)
        {
            writer.WriteStartArray(name);
            foreach (T item in items)
            {
                TransferJson.Tidy(toJson(item)).WriteTo(writer);
                await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>
    /// Reads a file and says what an import would do; nothing is saved. Where <c>***</c> stands in place of a credential, the stored one is kept, if the text around it is the same;
    /// otherwise a problem says where a credential is missing. A member that an item leaves out has its default, and what the file does not hold stays as it is.
    /// </summary>
    /// <param name="source">The file, as UTF-8; at most 64 MiB (our decision). It is not closed.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The plan, with all problems of the file at once.</returns>
    public async Task<ImportPlan> PlanImportAsync(Stream source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return await new ImportPlanner(_endpoints, _adaptors, _validator, _secrets).PlanAsync(source, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does what a plan says: saves adaptors, then endpoints. All of them are compared with the stores once more before the first one is saved.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Stops between two items; what was saved stays, and is unchanged in the next plan of the same file.</param>
    /// <returns>A task that ends when everything is saved.</returns>
    /// <exception cref="ConnectValidationException">The plan has problems that are more than warnings. Nothing was saved.</exception>
    /// <exception cref="ConnectConflictException">Something was changed since the plan was made. Nothing was saved.</exception>
    /// <exception cref="NotSupportedException">The store is read-only. Nothing was saved.</exception>
    /// <exception cref="InvalidOperationException">A store refused an item after others were saved; the message names what was saved and what was not.</exception>
    public Task ApplyAsync(ImportPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!plan.CanApply)
        {
            throw new ConnectValidationException("import", plan.Problems);
        }

        // The file says which adaptors are inactive; its endpoints keep them.
        return EndpointValidator.KeepingAdaptorsAsync(() => SaveAsync(plan, cancellationToken));
    }

    private async Task<bool> SaveAsync(ImportPlan plan, CancellationToken cancellationToken)
    {
        var steps = new List<(string Name, Func<Task> Save)>();
        foreach (Adaptor adaptor in plan.PlannedAdaptors.Where(p => p.IsSaved).Select(p => p.Item!))
        {
            ThrowIfChanged("adaptor", adaptor.Id, adaptor.Version, (await _adaptors.GetAsync(adaptor.Id, cancellationToken).ConfigureAwait(false))?.Version);
            steps.Add(($"adaptor '{adaptor.Id}'", () => _adaptors.SaveAsync(adaptor, cancellationToken).AsTask()));
        }

        foreach (ConnectEndpoint endpoint in plan.PlannedEndpoints.Where(p => p.IsSaved).Select(p => p.Item!))
        {
            ThrowIfChanged("endpoint", endpoint.Id, endpoint.Version, (await _endpoints.GetAsync(endpoint.Id, cancellationToken).ConfigureAwait(false))?.Version);
            steps.Add(($"endpoint '{endpoint.Id}'", () => _endpoints.SaveAsync(endpoint, cancellationToken).AsTask()));
        }

        for (int i = 0; i < steps.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await steps[i].Save().ConfigureAwait(false);
            }
            catch (Exception thrown) when (i > 0 && thrown is not OperationCanceledException)
            {
                throw new InvalidOperationException(
                    $"The import stopped at the {steps[i].Name}: {thrown.Message} Saved were: {Names(steps[..i])}. Not saved were: {Names(steps[i..])}. "
                    + "Plan the import of the same file again; what was saved is then unchanged.",
                    thrown);
            }
        }

        return true;

        static void ThrowIfChanged(string noun, string id, long planned, long? stored)
        {
            if (ConnectConflictException.Find(noun, id, planned, stored ?? 0) is { } conflict)
            {
                throw conflict;
            }
        }

        static string Names(List<(string Name, Func<Task> Save)> steps) =>
            string.Join(", ", steps.Take(20).Select(s => s.Name)) + (steps.Count > 20 ? $" and {steps.Count - 20} more" : "");
    }
}
