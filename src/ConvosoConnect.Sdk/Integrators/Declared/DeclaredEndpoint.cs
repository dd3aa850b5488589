using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Integrators.Declared.Bodies;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.Declared;

/// <summary>A definition for one endpoint: its path, its headers and its body, with the endpoint's settings filled in.</summary>
internal sealed class DeclaredEndpoint
{
    public DeclaredEndpoint(IntegratorDefinition definition, DeclaredPath path, ConnectEndpoint endpoint, bool isAllowed)
    {
        Path = path;
        Dictionary<string, string> settings = definition.Settings.ToDictionary(
            pair => pair.Key,
            pair => endpoint.Settings.FirstOrDefault(given => string.Equals(given.Key, pair.Key, StringComparison.OrdinalIgnoreCase)).Value is { Length: > 0 } value
                ? value
                : pair.Value.Default ?? "",
            StringComparer.OrdinalIgnoreCase);
        Body = new EndpointBody(definition.Name, definition.ContentType, path.Body, path.Rules, settings, definition.Delimiter ?? endpoint.Delimiter);
        Headers =
        [
            .. definition.Headers.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, SettingTokens.Replace(pair.Value, settings)))
                .Where(pair => pair.Value.Length > 0),
        ];
        Refusal = Refuse(definition, endpoint, isAllowed);
    }

    public DeclaredPath Path { get; }

    public EndpointBody Body { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>Why this endpoint sends nothing, whatever the lead; null when it may.</summary>
    public string? Refusal { get; }

    private string? Refuse(IntegratorDefinition definition, ConnectEndpoint endpoint, bool isAllowed)
    {
        if (!isAllowed)
        {
            IEnumerable<string> known = definition.Paths.Concat(definition.Variants.Select(variant => variant.Path));
            return $"{definition.Name} takes no lead at {Quote.From(IntegratorRequest.PathOf(endpoint.ApiUrl).ToString())}, which the API URL calls. "
                + $"Let the API URL end with {string.Join(" or ", known.Select(p => "…/" + p.Trim('/')))}.";
        }

        if (Path.IsGetOnly && endpoint.RequestMethod != RequestMethod.Get)
        {
            return $"{definition.Name} is called by GET, and the endpoint says POST. Set Request Method to Get.";
        }

        IReadOnlyList<HeaderLine> given = HeaderLine.Parse(endpoint.AuthorizationHeader, []);
        foreach ((string name, string sentence) in definition.RequiredHeaders.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (string.IsNullOrEmpty(endpoint.Credential) && !given.Any(line => line.Is(name)))
            {
                return sentence;
            }
        }

        string[] missing =
        [
            .. definition.Settings.Where(pair => pair.Value.Required && !endpoint.Settings.Any(g => string.Equals(g.Key, pair.Key, StringComparison.OrdinalIgnoreCase) && g.Value.Length > 0))
                .Select(pair => pair.Key).Order(StringComparer.Ordinal),
        ];
        return missing.Length == 0 ? null : $"{definition.Name} needs the setting {string.Join(", ", missing.Select(Quote.From))}: give it in the endpoint's Settings.";
    }
}
