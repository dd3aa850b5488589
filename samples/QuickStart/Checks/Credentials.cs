using ConvosoConnect.Sdk;
using Microsoft.AspNetCore.WebUtilities;

namespace QuickStart.Checks;

/// <summary>The credentials that endpoints carry, in order to look for them where they must not be.</summary>
internal static class Credentials
{
    public static IEnumerable<string> Of(ConnectEndpoint endpoint) => QueryHelpers.ParseQuery(endpoint.ApiAuthentication)
        .SelectMany(pair => pair.Value)
        .Concat(endpoint.AuthorizationHeader.Split('|').Where(h => h.StartsWith("Authorization:", StringComparison.Ordinal)).Select(h => h.Split(' ')[^1]))
        .OfType<string>();
}
