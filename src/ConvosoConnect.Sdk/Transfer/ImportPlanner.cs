using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Transfer;

/// <summary>Compares the items of a file with the stores and finds all problems. One object makes one plan.</summary>
internal sealed class ImportPlanner(IEndpointStore endpointStore, IAdaptorStore adaptorStore, EndpointValidator validator, LeftOutSecrets secrets)
{
    private readonly List<ValidationProblem> _problems = [];
    private readonly Dictionary<string, PlannedItem<Adaptor>> _adaptors = new(StringComparer.Ordinal);

    public async Task<ImportPlan> PlanAsync(Stream source, CancellationToken cancellationToken)
    {
        TransferFile file = await TransferFile.ReadAsync(source, _problems, cancellationToken).ConfigureAwait(false);
        var kindOfAdaptor = new Kind<Adaptor>("adaptors", TransferJson.OfAdaptor, adaptorStore.GetAsync, secrets.Remove, a => a.Version, a => a.Fault);
        var kindOfEndpoint = new Kind<ConnectEndpoint>("endpoints", TransferJson.OfEndpoint, endpointStore.GetAsync, secrets.Remove, e => e.Version, e => e.Fault);
        IReadOnlyList<PlannedItem<Adaptor>> adaptors = await PlanAsync(
            file.Adaptors,
            kindOfAdaptor,
            (adaptor, _) => ValueTask.FromResult(AdaptorValidator.Validate(adaptor)),
            (adaptor, version) => adaptor with { Version = version },
            cancellationToken).ConfigureAwait(false);
        foreach (PlannedItem<Adaptor> adaptor in adaptors)
        {
            _adaptors.TryAdd(adaptor.Shown.Id, adaptor);
        }

        IReadOnlyList<PlannedItem<ConnectEndpoint>> endpoints = await PlanAsync(
            file.Endpoints,
            kindOfEndpoint,
            (endpoint, stored) => CheckAsync(endpoint, stored, cancellationToken),
            (endpoint, version) => endpoint with { Version = version },
            cancellationToken).ConfigureAwait(false);
        return new(adaptors, endpoints, _problems);
    }

    private async Task<IReadOnlyList<PlannedItem<T>>> PlanAsync<T>(
        JsonArray list, Kind<T> kind, Func<T, T?, ValueTask<IReadOnlyList<ValidationProblem>>> check, Func<T, long, T> withVersion, CancellationToken cancellationToken)
        where T : class
    {
        var planned = new List<PlannedItem<T>>(list.Count);
        var firstPlaces = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < list.Count; i++)
        {
            string place = $"{kind.Member}[{i}]";
            int before = _problems.Count;
            JsonObject? node = list[i] as JsonObject;
            string id = TextOf(node?["id"]);
            string name = TextOf(node?["name"]);
            T? stored = id.Length == 0 ? null : await kind.Find(id, cancellationToken).ConfigureAwait(false);
            JsonObject? storedNode = stored is null ? null : TransferJson.Write(stored, kind.Type);
            CheckId(node, id, place, firstPlaces);
            T? item = node is null ? null : Read(node, kind, stored, storedNode, place);
            if (item is not null)
            {
                AddProblems(place, await check(item, stored).ConfigureAwait(false));
            }

            List<string> changed = [];
            var action = ImportAction.Refused;
            if (item is not null && _problems.Skip(before).All(p => p.IsWarning))
            {
                changed = storedNode is null ? [] : Compare(TransferJson.Write(item, kind.Type), storedNode, kind.Fault(stored!));
                action = storedNode is null ? ImportAction.Create : changed.Count > 0 ? ImportAction.Change : ImportAction.Unchanged;
            }

            planned.Add(new(new ImportItem(id, name, action, changed), item is null ? null : withVersion(item, stored is null ? 0 : kind.Version(stored))));
        }

        return planned;
    }

    private void CheckId(JsonObject? node, string id, string place, Dictionary<string, string> firstPlaces)
    {
        if (node is null)
        {
            _problems.Add(new(place, "It is no object. Write { } with the members of one item, or remove it."));
        }
        else if (id.Length == 0)
        {
            _problems.Add(new($"{place}.id", "The id is missing. Give one, by which the file can be imported again without making a second item."));
        }
        else if (!firstPlaces.TryAdd(id, place))
        {
            _problems.Add(new($"{place}.id", $"{firstPlaces[id]} has the same id. Give each its own, or remove one."));
        }
    }

    private T? Read<T>(JsonObject node, Kind<T> kind, T? stored, JsonObject? storedNode, string place)
        where T : class
    {
        TransferJson.Complete(node, kind.Type, place, _problems);
        JsonObject? masked = stored is null || kind.Fault(stored) is not null ? null : TransferJson.Write(kind.Mask(stored), kind.Type);
        bool hasStored = masked is not null && LeftOutSecrets.Fill(node, masked, storedNode!);
        if (storedNode is not null && HostOf(node) is { } host && HostOf(storedNode) is { } before && host != before)
        {
            string what = hasStored ? "The stored credentials go" : "This endpoint, with the credentials that it names or that its adaptor sends, goes";
            _problems.Add(new(
                $"{place}.apiUrl", $"{what} to another host: to {Shown(host, before)} instead of {Shown(before, host)}. Import this only if that host may have them.", IsWarning: true));
        }

        foreach (string left in LeftOutSecrets.Places(node, place))
        {
            _problems.Add(new(left, "*** stands in place of a credential that the file leaves out and the store does not have there. Enter it in the file."));
        }

        return TransferJson.Read(node, kind.Type, place, _problems);
    }

    private async ValueTask<IReadOnlyList<ValidationProblem>> CheckAsync(ConnectEndpoint endpoint, ConnectEndpoint? stored, CancellationToken cancellationToken)
    {
        if (validator.FindAdaptor is null || !_adaptors.TryGetValue(endpoint.AdaptorId, out PlannedItem<Adaptor>? adaptor))
        {
            return await validator.FindAsync(endpoint, stored, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<ValidationProblem> problems = validator.Validate(endpoint);
        return adaptor.Item is not { Active: false } ? problems : [.. problems, new(
            nameof(endpoint.AdaptorId), $"The adaptor '{adaptor.Shown.Id}' is inactive in the file, so that nothing is sent. Activate it, or choose another one.", IsWarning: true)];
    }

    // Problems of an item name its members as in code; the file has them in camel case. A credential that is missing is told already, with its place.
    private void AddProblems(string place, IReadOnlyList<ValidationProblem> problems)
    {
        // Those of this item are the last ones.
        string prefix = place + ".";
        var told = Enumerable.Reverse(_problems).TakeWhile(p => p.Field == place || p.Field.StartsWith(prefix, StringComparison.Ordinal))
            .Where(p => !p.IsWarning).Select(p => p.Field).ToHashSet(StringComparer.Ordinal);
        foreach (ValidationProblem problem in problems)
        {
            string member = string.Join('.', problem.Field.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
            if (problem.IsWarning || !told.Contains($"{place}.{member}"))
            {
                _problems.Add(problem with { Field = $"{place}.{member}" });
            }
        }
    }

    private static List<string> Compare(JsonObject item, JsonObject stored, string? fault)
    {
        List<string> changed = [.. item.Where(member => !JsonNode.DeepEquals(member.Value, stored[member.Key])).Select(member => member.Key)];
        if (changed.Count == 0 && fault is not null)
        {
            changed.Add(JsonNamingPolicy.CamelCase.ConvertName(nameof(ConnectEndpoint.Fault)));
        }

        return changed;
    }

    private static string TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static Uri? HostOf(JsonObject node) => Uri.TryCreate(TextOf(node["apiUrl"]), UriKind.Absolute, out Uri? url) ? new Uri(url.GetLeftPart(UriPartial.Authority)) : null;

    private static string Shown(Uri host, Uri other) => host.Authority == other.Authority ? host.GetLeftPart(UriPartial.Authority) : host.Authority;

    private sealed record Kind<T>(
        string Member, JsonTypeInfo<T> Type, Func<string, CancellationToken, ValueTask<T?>> Find, Func<T, T> Mask, Func<T, long> Version, Func<T, string?> Fault);
}
