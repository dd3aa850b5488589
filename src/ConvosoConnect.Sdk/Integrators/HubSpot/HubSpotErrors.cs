using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.HubSpot;

/// <summary>
/// The refusals that HubSpot's v1 and v3 APIs share. According to HubSpot's documentation every field of an error may be missing, so no sentence depends on one. After a 401,
/// HubSpot's message is not quoted, because it may repeat the credential (our decision).
/// </summary>
internal static class HubSpotErrors
{
    private const int MostQuoted = 3;

    // According to HubSpot's OpenAPI documents, an entry of a batch's errors has a list of errors of its own, and the entries of that list have none.
    private const int Deepest = 2;

    /// <summary>What a status means for every call; null when it depends on the call. The meanings and waits are from HubSpot's documentation.</summary>
    public static IntegratorReading? ReadStatus(IntegratorResponse response) => response.StatusCode switch
    {
        401 => IntegratorReading.Rejected(null, Unauthorized(response)),
        403 => Forbidden(response),
        423 => IntegratorReading.Rejected(
            null, "HubSpot has locked the records while it works on them (423): wait at least 2 seconds, then send again."),
        429 => IntegratorReading.Rejected(null, TooMany(response.Find("policyName"))),
        477 => IntegratorReading.Rejected(
            null,
            "HubSpot is moving this account to another data centre (477): wait as long as the response's Retry-After header says, up to 24 hours, "
            + "then send again."),
        502 or 503 or 504 => IntegratorReading.Rejected(
            null, $"HubSpot was too busy to answer ({response.StatusCode}): wait a few seconds, then send again."),
        _ => null,
    };

    /// <summary>
    /// The first three entries of a list of errors, quoted and joined; null when the list has none. A value that is not a list is quoted whole.
    /// </summary>
    /// <param name="response">The response.</param>
    /// <param name="list">The path of the list.</param>
    public static string? Entries(IntegratorResponse response, string list) => Entries(response, list, level: 1);

    /// <summary>The word in round brackets with a space before it; empty when there is none.</summary>
    public static string InBrackets(string? word) => string.IsNullOrWhiteSpace(word) ? "" : $" ({Quote.From(word)[1..^1]})";

    private static string? Entries(IntegratorResponse response, string list, int level)
    {
        List<string> quoted = [];
        for (int i = 0; i <= MostQuoted && response.Find($"{list}.{i}") is { } whole; i++)
        {
            quoted.Add(i == MostQuoted ? "and more" : Entry(response, $"{list}.{i}", whole, level));
        }

        return quoted.Count > 0 ? string.Join("; ", quoted)
            : response.Find(list) is { } other and not ("" or "[]" or "{}" or "0" or "false") ? Quote.From(other)
            : null;
    }

    /// <summary>The text of one entry: the property's name, the message, the code and the entries of its own list, as far as they are there.</summary>
    private static string Entry(IntegratorResponse response, string path, string whole, int level)
    {
        string? nested = level < Deepest ? Entries(response, path + ".errors", level + 1) : null;
        string? message = response.Find(path + ".message");
        if (message is null && nested is not null)
        {
            return nested;
        }

        string? code = response.Find(path + ".code") ?? response.Find(path + ".error") ?? response.Find(path + ".category");
        string? where = response.Find(path + ".context.propertyName") ?? response.Find(path + ".in") ?? response.Find(path + ".name");
        return (where is null ? "" : $"{Quote.From(where)[1..^1]}: ") + Quote.From(message ?? whole) + InBrackets(code) + (nested is null ? "" : ": " + nested);
    }

    private static string Unauthorized(IntegratorResponse response)
    {
        if (CarriesApiKey(response.Endpoint))
        {
            return "HubSpot ended API keys (hapikey) in November 2022 and answers them with 401: take hapikey out of the endpoint and put the token of "
                + "a private app into Authorization Header, as Authorization: Bearer TOKEN.";
        }

        return response.Find("category") == "EXPIRED_AUTHENTICATION"
            ? "The access token has expired (401 EXPIRED_AUTHENTICATION): put a fresh one into Authorization Header, as Authorization: Bearer TOKEN."
            : $"HubSpot does not accept the access token (401{Category(response)}): Authorization Header must hold Authorization: Bearer TOKEN with the "
                + "token of a private app of the same HubSpot account.";
    }

    private static bool CarriesApiKey(ConnectEndpoint endpoint) =>
        endpoint.ApiAuthentication.Contains("hapikey", StringComparison.OrdinalIgnoreCase)
        || endpoint.ApiUrl.Contains("hapikey", StringComparison.OrdinalIgnoreCase);

    private static IntegratorReading? Forbidden(IntegratorResponse response)
    {
        string? scopes = Scopes(response, "errors.0.context") ?? Scopes(response, "errors.1.context") ?? Scopes(response, "context");
        if (scopes is null && response.Find("category") is not (null or "MISSING_SCOPES"))
        {
            return null;
        }

        return IntegratorReading.Rejected(
            null,
            $"The access token may not do this (403{Category(response)}): give its private app in HubSpot's settings "
            + (scopes is null
                ? "the scopes of this object, for contacts crm.objects.contacts.write."
                : $"one of these scopes: {Quote.From(scopes)[1..^1]}."));
    }

    private static string? Scopes(IntegratorResponse response, string context)
    {
        foreach (string name in (ReadOnlySpan<string>)["requiredGranularScopes", "requiredScopes", "missingScopes"])
        {
            if (response.Body?.Find($"{context}.{name}", ", ").Text is { Length: > 0 } scopes)
            {
                return scopes;
            }
        }

        return response.Find(context) is { } text && text.Contains("cope", StringComparison.Ordinal) ? text : null;
    }

    private static string TooMany(string? policy) => policy?.ToUpperInvariant() switch
    {
        "DAILY" => "The HubSpot account has used up its calls of this day (429 DAILY): do not send again today; the limit is renewed at midnight in the "
            + "account's time zone.",
        "TEN_SECONDLY_ROLLING" =>
            "Too many calls to HubSpot within ten seconds (429 TEN_SECONDLY_ROLLING): wait ten seconds, then send again more slowly.",
        _ => $"Too many calls to HubSpot (429{(policy is null ? "" : " " + Quote.From(policy)[1..^1])}): wait, then send again more slowly.",
    };

    private static string Category(IntegratorResponse response) =>
        response.Find("category") is { Length: > 0 } category ? " " + Quote.From(category)[1..^1] : "";
}
