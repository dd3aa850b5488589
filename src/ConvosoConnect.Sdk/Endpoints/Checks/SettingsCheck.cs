using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Endpoints.Checks;

/// <summary>Checks the settings of an endpoint as texts; whether its integrator knows them is another check.</summary>
internal static class SettingsCheck
{
    private const int Most = 50;
    private const int LongestName = 100;
    private const int LongestValue = 2000;

    public static void Check(List<ValidationProblem> problems, ConnectEndpoint endpoint)
    {
        const string member = nameof(endpoint.Settings);
        if (endpoint.Settings.Count > Most)
        {
            problems.Add(new(member, $"There are {endpoint.Settings.Count} settings; at most {Most} are possible."));
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string? value) in endpoint.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal))
        {
            string? problem = !names.Add(name) ? "Another setting has the same name but for upper and lower case. Keep one of them."
                : string.IsNullOrWhiteSpace(name) ? "A setting has no name. Give it the one that the integrator declares."
                : name.Length > LongestName ? $"The name has {name.Length} characters; at most {LongestName} are possible."
                : CredentialNames.Default.IsSensitive(name)
                    ? "By its name it is a credential, and settings are neither masked nor encrypted. Give it in Authorization Header, API Authentication or a named credential."
                : value is null ? "It is null. Use an empty text, or take the setting out."
                : value.Length > LongestValue ? $"The value has {value.Length} characters; at most {LongestValue} are possible."
                : name.Any(char.IsControl) || value.Any(char.IsControl) ? "It holds a line break or another control character. Remove it."
                : StorableText.Problem(name) ?? StorableText.Problem(value);
            if (problem is not null)
            {
                problems.Add(new($"{member}.{Excerpt.From(name, LongestName)}", problem));
            }
        }
    }
}
