using Refit;

namespace ConvosoConnect.Sdk.Benchmarks.Contenders;

/// <summary>The receiver as Refit wants it described.</summary>
public interface ILeadApi
{
    [Post("/leads/intake")]
    Task<string> JsonAsync([Body] Dictionary<string, string?> lead);

    [Post("/leads/intake")]
    Task<string> FormAsync([Body(BodySerializationMethod.UrlEncoded)] Dictionary<string, string?> lead);
}
