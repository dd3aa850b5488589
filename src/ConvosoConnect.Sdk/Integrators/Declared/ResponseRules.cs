using System.Globalization;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.Declared;

/// <summary>Reads responses as a definition says.</summary>
internal sealed class ResponseRules(string name, IntegratorResponseRules rules)
{
    private const int MostQuoted = 3;
    private const string HeaderPrefix = "header:";

    public IntegratorReading? Read(IntegratorResponse response)
    {
        if (!response.IsSuccessStatusCode)
        {
            return Refusal(response, isRefusal: false);
        }

        if (rules.Success is { } success && !Holds(success, response))
        {
            return Refusal(response, isRefusal: true);
        }

        if (response.Endpoint.ResponseKey.Length > 0 || rules.Key is not { Length: > 0 } key)
        {
            return null;
        }

        return key.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase) ? IntegratorReading.Accepted(response.Header(key[HeaderPrefix.Length..].Trim()) ?? "")
            : response.Body is null && response.StatusCode == 204 ? IntegratorReading.Accepted("")
            : IntegratorReading.ByKey(key);
    }

    private static bool Holds(IntegratorSuccess success, IntegratorResponse response) =>
        (success.Statuses.Count == 0 || success.Statuses.Contains(response.StatusCode))
        && (success.Key is null
            || (response.Find(success.Key) is { } value
                && (success.Values.Count == 0 || success.Values.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase))));

    private IntegratorReading? Refusal(IntegratorResponse response, bool isRefusal)
    {
        string status = response.StatusCode.ToString(CultureInfo.InvariantCulture);
        (string? message, string? quoted) = Errors(response);
        if (rules.Sentences.TryGetValue(status, out string? sentence))
        {
            return IntegratorReading.Rejected(message, sentence);
        }

        if (quoted is null && (!isRefusal || rules.Success?.Otherwise is not null))
        {
            return isRefusal ? IntegratorReading.Rejected(null, rules.Success!.Otherwise!) : null;
        }

        string advice = rules.Advice is { Length: > 0 } text ? " " + text : "";
        return IntegratorReading.Rejected(message, $"{name} refused the lead ({status}){(quoted is null ? " without saying why" : ": " + quoted)}.{advice}");
    }

    /// <summary>The first message, and all of them quoted; null for none.</summary>
    private (string? First, string? Quoted) Errors(IntegratorResponse response)
    {
        if (rules.Errors is not { } errors || response.Body is null)
        {
            return default;
        }

        (string? first, string? quoted) = errors.List is { } list ? Entries(response, errors, list, nested: errors.Nested) : Entry(response, errors, "", null);
        if (quoted is null && First(response, "", errors.Fallbacks) is { } message)
        {
            return (message, Quote.From(message));
        }

        return (first, quoted);
    }

    private static (string? First, string? Quoted) Entries(IntegratorResponse response, IntegratorErrors errors, string list, string? nested)
    {
        string? first = null;
        List<string> quoted = [];
        string prefix = list.Length == 0 ? "" : list + ".";
        for (int i = 0; i <= MostQuoted && response.Find(prefix + i.ToString(CultureInfo.InvariantCulture)) is { } whole; i++)
        {
            if (i == MostQuoted)
            {
                quoted.Add("and more");
                break;
            }

            (string? message, string? entry) = Entry(response, errors, $"{prefix}{i.ToString(CultureInfo.InvariantCulture)}.", nested);
            first ??= message ?? whole;
            quoted.Add(entry ?? Quote.From(whole));
        }

        return quoted.Count > 0 ? (first, string.Join("; ", quoted))
            : list.Length > 0 && response.Find(list) is { } other and not ("" or "[]" or "{}") ? (other, Quote.From(other))
            : default;
    }

    private static (string? First, string? Quoted) Entry(IntegratorResponse response, IntegratorErrors errors, string prefix, string? nested)
    {
        (string? first, string? below) = nested is null ? default : Entries(response, errors, prefix + nested, nested: null);
        if (First(response, prefix, errors.Message) is not { } message)
        {
            return (first, below);
        }

        string field = First(response, prefix, errors.Field) is { Length: > 0 } where ? Bare(where) + ": " : "";
        string code = First(response, prefix, errors.Code) is { Length: > 0 } word ? $" ({Bare(word)})" : "";
        return (message, $"{field}{Quote.From(message)}{code}{(below is null ? "" : ": " + below)}");
    }

    private static string? First(IntegratorResponse response, string prefix, IReadOnlyList<string> names) =>
        names.Select(name => response.Find(prefix + name)).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    private static string Bare(string text) => Quote.From(text)[1..^1];
}
