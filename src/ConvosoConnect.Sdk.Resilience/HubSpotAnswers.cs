using System.Text.Json;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>What HubSpot's documentation says of answers that ask to wait.</summary>
internal static class HubSpotAnswers
{
    private const int Locked = 423;
    private const int Migrating = 477;
    private const int TooMany = 429;
    private const int LongestBody = 64 * 1024;

    private static readonly TimeSpan LockedWait = TimeSpan.FromSeconds(2);

    /// <summary>423: the records are locked, wait at least two seconds. 477: the account is being moved, wait as long as Retry-After says.</summary>
    public static bool IsRefusal(ConnectEndpoint endpoint, int? status, TimeSpan? asked) =>
        IsHubSpot(endpoint) && (status == Locked || (status == Migrating && asked is not null));

    public static TimeSpan LeastWait(ConnectEndpoint endpoint, int? status) => status == Locked && IsHubSpot(endpoint) ? LockedWait : TimeSpan.Zero;

    /// <summary>
    /// Whether the answer says that the calls of the day are used up. Its body can be read again afterwards. One that is longer than an error of HubSpot, or that breaks
    /// off, does not say so; what its status says stays.
    /// </summary>
    public static async ValueTask<bool> SaysDailyAsync(ConnectEndpoint endpoint, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if ((int)response.StatusCode != TooMany || !IsHubSpot(endpoint))
        {
            return false;
        }

        MemoryStream? body = await ReplayedBody.ReadAsync(response, LongestBody, cancellationToken).ConfigureAwait(false);
        if (body is null)
        {
            return false;
        }

        try
        {
            using JsonDocument json = await JsonDocument.ParseAsync(body, default, cancellationToken).ConfigureAwait(false);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("policyName", out JsonElement policy)
                && policy.ValueKind == JsonValueKind.String
                && string.Equals(policy.GetString(), "DAILY", StringComparison.OrdinalIgnoreCase);
        }
        catch (JsonException)
        {
            // Every field of HubSpot's errors may be missing, and so may the JSON.
            return false;
        }
    }

    private static bool IsHubSpot(ConnectEndpoint endpoint) => endpoint.ApiIntegrator?.StartsWith("HubSpot", StringComparison.OrdinalIgnoreCase) == true;
}
