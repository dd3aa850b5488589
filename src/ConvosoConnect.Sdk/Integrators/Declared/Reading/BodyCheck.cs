using ConvosoConnect.Sdk.Integrators.Declared.Bodies;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.Declared.Reading;

/// <summary>Finds what is wrong with the body of a definition.</summary>
internal static class BodyCheck
{
    private const string NoPlace = "which has no place in a definition: let endpoints give it in Authorization Header, API Authentication or a named credential.";

    public static void Check(List<ValidationProblem> problems, string place, IntegratorBody body)
    {
        bool isForm = string.Equals(body.Encoder, PostDataTypes.Raw, StringComparison.OrdinalIgnoreCase);
        if (!isForm && !string.Equals(body.Encoder, PostDataTypes.Json, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(new(place + ".encoder", $"{Quote.From(body.Encoder)} is not possible. Choose JSON or RAW."));
        }

        if (isForm && (body.Envelope is not null || body.Nested || body.Routes.Count > 0 || body.Lists.Count > 0))
        {
            problems.Add(new(place, "A form (RAW) has no envelope, no nesting, no routes and no lists. Take them out, or choose JSON."));
        }

        if (body.Envelope is not null && Envelope.Problem(body.Envelope) is { } ofEnvelope)
        {
            problems.Add(new(place + ".envelope", ofEnvelope));
        }
        else if (body.Envelope is not null && Envelope.MembersWithText(body.Envelope).FirstOrDefault(name => CredentialNames.Default.IsSensitive(name)) is { } secret)
        {
            problems.Add(new(place + ".envelope", $"By its name {Quote.From(secret)} is a credential, {NoPlace}"));
        }

        CheckPlaces(problems, place, body, isForm);
        (string Kind, IReadOnlyList<string> Keys)[] forms = [("lists", body.Lists), ("numbers", body.Numbers), ("booleans", body.Booleans)];
        foreach (var group in forms.SelectMany(form => form.Keys.Select(key => (form.Kind, Key: key))).GroupBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (group.Count() > 1)
            {
                problems.Add(new($"{place}.{group.Last().Kind}", $"The key {Quote.From(group.Key)} is named twice, under {string.Join(" and ", group.Select(p => p.Kind))}. Name it once."));
            }
        }

        foreach ((string key, int longest) in body.MaxLengths)
        {
            if (longest < 1)
            {
                problems.Add(new($"{place}.maxLengths.{key}", "The length must be at least 1."));
            }
        }

        foreach ((string key, string sentence) in body.Required)
        {
            if (string.IsNullOrWhiteSpace(sentence))
            {
                problems.Add(new($"{place}.required.{key}", "It has no sentence. Say what is missing and which field to map to it."));
            }
        }
    }

    private static void CheckPlaces(List<ValidationProblem> problems, string place, IntegratorBody body, bool isForm)
    {
        var root = BodyNode.Root();
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string key, string route) in body.Routes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            string? problem = BodyNode.Problem(route)
                ?? (taken.TryGetValue(route, out string? other) ? $"It is routed to {Quote.From(route)}, and so is {Quote.From(other)}: two keys cannot have one place."
                    : !root.TryAdd(BodyNode.Split(route), BodyNode.Of(0)) ? $"The place {Quote.From(route)} lies within another key's, or is both a list and an object."
                    : null);
            taken.TryAdd(route, key);
            if (problem is not null)
            {
                problems.Add(new($"{place}.routes.{key}", problem));
            }
        }

        var constants = BodyNode.Root();
        foreach ((string constant, LeadValue value) in body.Constants)
        {
            string? problem = isForm ? null
                : BodyNode.Problem(constant) ?? (constants.TryAdd(BodyNode.Split(constant), BodyNode.Of(0)) ? null : $"The place {Quote.From(constant)} lies within that of another constant.");
            problem ??= value.Kind == LeadValueKind.Text && CredentialNames.Default.IsSensitive(constant.AsSpan(constant.LastIndexOf('.') + 1)) ? $"By its name this is a credential, {NoPlace}" : null;
            problem ??= value.Kind is LeadValueKind.Text or LeadValueKind.Number or LeadValueKind.Boolean ? null : "A constant is a text, a number or a boolean.";
            if (problem is not null)
            {
                problems.Add(new($"{place}.constants.{constant}", problem));
            }
        }
    }
}
