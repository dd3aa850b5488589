using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Endpoints.Checks;
using ConvosoConnect.Sdk.Integrators.Declared.Bodies;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.Declared.Reading;

/// <summary>Finds what is wrong with a definition.</summary>
internal static class DefinitionCheck
{
    private static readonly string[] Methods = ["POST", "PUT", "PATCH", "GET"];

    public static IReadOnlyList<ValidationProblem> Find(IntegratorDefinition definition)
    {
        var problems = new List<ValidationProblem>();
        if (string.IsNullOrWhiteSpace(definition.Name) || definition.Name.Length > 200)
        {
            problems.Add(new("name", "The integrator needs a name of at most 200 characters, which endpoints give as API Integrator."));
        }

        CheckMethod(problems, "method", definition.Method);
        CheckHeaders(problems, definition);
        CheckSettings(problems, definition);
        BodyCheck.Check(problems, "body", definition.Body);
        CheckResponse(problems, "response", definition.Response);
        foreach ((int i, IntegratorVariant variant) in definition.Variants.Index())
        {
            string place = $"variants[{i}]";
            CheckMethod(problems, place + ".method", variant.Method ?? "POST");
            CheckPath(problems, place + ".path", variant.Path);
            if (variant.Body is { } body)
            {
                BodyCheck.Check(problems, place + ".body", body);
            }

            if (variant.Response is { } response)
            {
                CheckResponse(problems, place + ".response", response);
                if (response.Type is not null)
                {
                    problems.Add(new(place + ".response.type", "The type of responses is that of the whole definition. Write it under response.type."));
                }
            }
        }

        foreach ((int i, string path) in definition.Paths.Index())
        {
            CheckPath(problems, $"paths[{i}]", path);
        }

        foreach ((string name, string key) in definition.Captures)
        {
            if (CaptureCheck.Problem(name, key, definition.Response.Type) is { } problem)
            {
                problems.Add(new($"response.captures.{name}", problem));
            }
        }

        if (definition.RateLimit is < 1 || definition.RateInterval <= TimeSpan.Zero)
        {
            problems.Add(new("rateLimit", "Rate limit and interval must be positive. Leave them out for no limit."));
        }

        return problems;
    }

    private static void CheckMethod(List<ValidationProblem> problems, string place, string? method)
    {
        if (!Methods.Contains(method, StringComparer.OrdinalIgnoreCase))
        {
            problems.Add(new(place, $"{Quote.From(method ?? "")} is not possible. Choose POST, PUT, PATCH or GET."));
        }
    }

    private static void CheckPath(List<ValidationProblem> problems, string place, string? path)
    {
        if (string.IsNullOrEmpty(path) || path.Trim('/').Length == 0 || path.AsSpan().ContainsAny("?#: ") || path.Contains("//", StringComparison.Ordinal))
        {
            problems.Add(new(place, $"{Quote.From(path ?? "")} is not the end of a path. Write segments such as /Leads/upsert, where * stands for one of them."));
        }
    }

    private static void CheckHeaders(List<ValidationProblem> problems, IntegratorDefinition definition)
    {
        foreach ((string name, string value) in definition.Headers)
        {
            // A setting may be anything that a header takes; each send checks what it got.
            if (new HeaderLine(name, value).Check() is { } problem)
            {
                problems.Add(new($"headers.{name}", problem.Message));
            }
            else if (CredentialNames.Default.IsSensitive(name))
            {
                problems.Add(new($"headers.{name}", "By its name this header holds a credential, which has no place in a definition: put it under requiredHeaders, so that endpoints give it."));
            }
        }

        foreach (string twice in definition.Headers.Keys.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            problems.Add(new($"headers.{twice}", "Another header has the same name but for upper and lower case. Keep one."));
        }

        foreach ((string name, string sentence) in definition.RequiredHeaders)
        {
            if ((HeaderLine.NameProblem(name) ?? (string.IsNullOrWhiteSpace(sentence) ? "It has no sentence. Say what the header is for and where to get its value." : null)) is { } problem)
            {
                problems.Add(new($"requiredHeaders.{name}", problem));
            }
        }

        if (definition.ContentType is { } type && new HeaderLine("Content-Type", type).Check() is { } ofType)
        {
            problems.Add(new("contentType", ofType.Message));
        }
    }

    private static void CheckSettings(List<ValidationProblem> problems, IntegratorDefinition definition)
    {
        foreach ((string name, IntegratorSetting setting) in definition.Settings)
        {
            string? problem = string.IsNullOrWhiteSpace(name) || name.AsSpan().ContainsAny('{', '}') ? "The name of a setting is a word without curly brackets."
                : CredentialNames.Default.IsSensitive(name)
                    ? "By its name this setting is a credential, and settings are neither masked nor encrypted: let endpoints give it in Authorization Header, API Authentication or a named credential."
                : setting is { Required: true, Default: not null } ? "It is required and has a default, so the default never counts. Take one of them out."
                : null;
            if (problem is not null)
            {
                problems.Add(new($"settings.{name}", problem));
            }
        }

        foreach (string twice in definition.Settings.Keys.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            problems.Add(new($"settings.{twice}", "Another setting has the same name but for upper and lower case. Keep one."));
        }

        IEnumerable<(string Place, string Text)> texts = definition.Headers.Select(header => ($"headers.{header.Key}", header.Value))
            .Concat(TextsOf("body", definition.Body))
            .Concat(definition.Variants.SelectMany((variant, i) => variant.Body is { } body ? TextsOf($"variants[{i}].body", body) : []));
        foreach ((string place, string text) in texts)
        {
            foreach (string name in SettingTokens.In(text).Where(name => !definition.Settings.Keys.Contains(name, StringComparer.OrdinalIgnoreCase)))
            {
                problems.Add(new(place, $"It asks for the setting {Quote.From(name)}, which is not declared. Add it under settings."));
            }
        }
    }

    private static IEnumerable<(string Place, string Text)> TextsOf(string place, IntegratorBody body) =>
        body.Constants.Select(c => ($"{place}.constants.{c.Key}", c.Value.Text ?? "")).Append((place + ".envelope", body.Envelope ?? ""));

    private static void CheckResponse(List<ValidationProblem> problems, string place, IntegratorResponseRules rules)
    {
        if (rules.Key is { Length: > 0 } key && CaptureCheck.KeyProblem(key, rules.Type) is { } ofKey)
        {
            problems.Add(new(place + ".key", ofKey));
        }

        foreach (string status in rules.Sentences.Keys.Where(status => status.Length != 3 || !int.TryParse(status, out int number) || number < 200))
        {
            problems.Add(new($"{place}.sentences.{status}", "A sentence belongs to a status from 200 to 999, such as 401."));
        }

        if (rules.Success is { } success)
        {
            string? problem = success.Statuses.Count > 0 && !success.Statuses.Any(s => s is >= 200 and < 300)
                ? $"It can never hold: none of the statuses {string.Join(", ", success.Statuses)} is a 2xx, and a send with another status failed. Give one from 200 to 299."
                : success.Statuses.Any(s => s is < 200 or >= 300) ? "A send whose status is not from 200 to 299 failed, so such a status has no place here. Take it out."
                : success.Key is null && success.Values.Count > 0 ? "It has values but no key under which they are. Add the key."
                : success.Key is { Length: 0 } ? "The key is empty. Leave it out, or name a key of the response."
                : success is { Key: null, Statuses.Count: 0 } ? "It says nothing. Leave it out, or give statuses or a key."
                : null;
            if (problem is not null)
            {
                problems.Add(new(place + ".success", problem));
            }
        }

        if (rules.Errors is { } errors && errors.Message.Count == 0 && errors.Fallbacks.Count == 0)
        {
            problems.Add(new(place + ".errors", "It does not say where the message is. Give message, or fallbacks."));
        }
        else if (rules.Errors is { Nested: not null, List: null })
        {
            problems.Add(new(place + ".errors.nested", "A nested list is one within the errors of a list. Give list too."));
        }
    }
}
