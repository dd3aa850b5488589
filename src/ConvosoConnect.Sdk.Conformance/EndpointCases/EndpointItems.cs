using System.Collections.Concurrent;
using ConvosoConnect.Sdk.Conformance.AdaptorCases;
using ConvosoConnect.Sdk.Conformance.Checks;
using ConvosoConnect.Sdk.Conformance.ItemCases;

namespace ConvosoConnect.Sdk.Conformance.EndpointCases;

/// <summary>Runs the shared cases against an endpoint store. If the adaptor of an endpoint is missing, it is saved first.</summary>
/// <param name="endpoints">The endpoint store under test.</param>
/// <param name="adaptors">The adaptor store; null for an endpoint store that cannot be written.</param>
internal sealed class EndpointItems(IEndpointStore endpoints, IAdaptorStore? adaptors) : ItemStore<ConnectEndpoint>
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _adaptors = new(StringComparer.Ordinal);

    public static IReadOnlyList<ConnectEndpoint> All { get; } = [.. SampleName.All.Select(ForSample)];

    public override IReadOnlyList<ConnectEndpoint> Sample => All;

    public static ConnectEndpoint New(string id, string name) => new()
    {
        Id = id,
        Name = name,
        ApiUrl = "https://crm.example.com/leads",
        AdaptorId = "map",
    };

    public static void CheckSame(ConnectEndpoint expected, ConnectEndpoint seen)
    {
        Check.Equal(nameof(seen.Id), expected.Id, seen.Id);
        Check.Equal(nameof(seen.Name), expected.Name, seen.Name);
        Check.Equal(nameof(seen.ApiUrl), expected.ApiUrl, seen.ApiUrl);
        Check.Equal(nameof(seen.ApiAuthentication), expected.ApiAuthentication, seen.ApiAuthentication);
        Check.Equal(nameof(seen.AuthorizationHeader), expected.AuthorizationHeader, seen.AuthorizationHeader);
        Check.Equal(nameof(seen.Credential), expected.Credential, seen.Credential);
        Check.Equal(nameof(seen.RequestMethod), expected.RequestMethod, seen.RequestMethod);
        Check.Equal(nameof(seen.PostDataType), expected.PostDataType, seen.PostDataType);
        Check.Equal(nameof(seen.ResponseDataType), expected.ResponseDataType, seen.ResponseDataType);
        Check.Equal(nameof(seen.ApiIntegrator), expected.ApiIntegrator, seen.ApiIntegrator);
        Check.Equal(nameof(seen.Delimiter), expected.Delimiter, seen.Delimiter);
        Check.Equal(nameof(seen.ResponseKey), expected.ResponseKey, seen.ResponseKey);
        Check.Equal(nameof(seen.EmptyValues), expected.EmptyValues, seen.EmptyValues);
        Check.Equal(nameof(seen.AdaptorId), expected.AdaptorId, seen.AdaptorId);
        Check.Equal(nameof(seen.Active), expected.Active, seen.Active);
        Check.Equal(nameof(seen.Delivery), expected.Delivery, seen.Delivery);
        Check.Equal(nameof(seen.Fault), expected.Fault, seen.Fault);
        Check.Sequence(nameof(seen.Captures), expected.Captures.OrderBy(c => c.Key, StringComparer.Ordinal), seen.Captures.OrderBy(c => c.Key, StringComparer.Ordinal));
        Check.Sequence(nameof(seen.Settings), expected.Settings.OrderBy(c => c.Key, StringComparer.Ordinal), seen.Settings.OrderBy(c => c.Key, StringComparer.Ordinal));
        if (expected.SuccessValues is null)
        {
            Check.That(seen.SuccessValues is null, $"{nameof(seen.SuccessValues)} = null", "a list");
        }
        else
        {
            Check.Sequence(nameof(seen.SuccessValues), expected.SuccessValues, seen.SuccessValues);
        }
    }

    public override ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken token) => endpoints.GetAsync(id, token);

    public override ValueTask<IReadOnlyList<ConnectEndpoint>> AllAsync(CancellationToken token) => endpoints.ListAsync(null, token);

    public override ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(string? name, bool? active, CancellationToken token) =>
        endpoints.ListAsync(new EndpointFilter { Name = name, Active = active }, token);

    public override async ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint item, CancellationToken token)
    {
        if (adaptors is not null && item?.AdaptorId is { Length: > 0 } id)
        {
            await _adaptors.GetOrAdd(id, _ => new Lazy<Task>(() => SaveAdaptorAsync(adaptors, id, token))).Value.ConfigureAwait(false);
        }

        return await endpoints.SaveAsync(item!, token).ConfigureAwait(false);
    }

    public override ValueTask<bool> DeleteAsync(string id, CancellationToken token) => endpoints.DeleteAsync(id, token);

    public override ConnectEndpoint Make(string id, string name) => New(id, name);

    public override ConnectEndpoint Change(ConnectEndpoint item, string name, long version) => item with { Name = name, Version = version };

    public override ConnectEndpoint Spoil(ConnectEndpoint item) => item with { ApiUrl = "no address", PostDataType = "no such encoder" };

    public override (string Id, string Name, long Version) Key(ConnectEndpoint item) => (item.Id, item.Name, item.Version);

    public override void Same(ConnectEndpoint expected, ConnectEndpoint seen) => CheckSame(expected with { Id = expected.Id.Length == 0 ? seen.Id : expected.Id }, seen);

    private static async Task SaveAdaptorAsync(IAdaptorStore adaptors, string id, CancellationToken token)
    {
        if (await adaptors.GetAsync(id, token).ConfigureAwait(false) is null)
        {
            await adaptors.SaveAsync(AdaptorItems.New(id, "Adaptor"), token).ConfigureAwait(false);
        }
    }

    private static ConnectEndpoint ForSample(SampleName sample, int index) => New(sample.Id, sample.Name) with
    {
        Active = sample.Active,
        ApiUrl = index switch
        {
            0 => "https://hooks.example.com/{email}/in?tag=100%25",
            1 => "https://Hooks.example.com/other_path",
            2 => "https://hooks.example.com/otherXpath?q=100x",
            _ => $"https://crm.example.com/leads/{index}",
        },
        ApiAuthentication = index == 0 ? "api_key=XXX&credential=YYY" : "",
        AuthorizationHeader = index == 0 ? @"Content-type: application/json|X-Pipe: a\|b" : "",
        RequestMethod = index % 5 == 1 ? RequestMethod.Get : RequestMethod.Post,
        PostDataType = index == 0 ? PostDataTypes.Json : PostDataTypes.Raw,
        ResponseDataType = index == 0 ? ResponseDataTypes.Xml : index == 1 ? ResponseDataTypes.Text : ResponseDataTypes.Json,
        ApiIntegrator = index == 0 ? ApiIntegrators.None : null,
        Delimiter = index == 0 ? ";" : ",",
        ResponseKey = index == 0 ? "Response/Lead/@id" : "",
        Captures = index == 0 ? new Dictionary<string, string> { ["lead"] = "Response/Lead/@id", ["request"] = "header:X-Request-Id" } : null!,
        SuccessValues = index == 0 ? ["true", "OK"] : null,
        Delivery = index == 0 ? new() { TotalTimeout = TimeSpan.FromSeconds(90), IdempotencyHeader = "Idempotency-Key" } : null,
        EmptyValues = index == 0 ? EmptyValues.Omit : EmptyValues.Default,
        AdaptorId = index switch { 3 => "Map", 4 => "map ", _ => "map" },
    };
}
