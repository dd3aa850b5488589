using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Tests.Integrators;

/// <summary>A parsed JSON body with the lookup rules of <see cref="ParsedResponse"/>: root names and dotted paths.</summary>
internal sealed class ResponseStub(JsonNode? root) : ParsedResponse
{
    public override string Whole => root?.ToJsonString() ?? "null";

    public static IntegratorResponse Of(int status, string? body, string path = "/", ConnectEndpoint? endpoint = null) =>
        Of(status, body is null ? null : new ResponseStub(JsonNode.Parse(body)), path, endpoint);

    public static IntegratorResponse Of(int status, ParsedResponse? body, string path = "/", ConnectEndpoint? endpoint = null) =>
        new() { Endpoint = endpoint ?? new ConnectEndpoint(), Path = path, StatusCode = status, Body = body };

    /// <summary>The body, and the body with each of its members in turn removed, null, or of another type.</summary>
    public static IEnumerable<ResponseStub> Variants(string body)
    {
        yield return new(JsonNode.Parse(body));
        int count = Slots(JsonNode.Parse(body)!).Count();
        foreach (string? replacement in (string?[])[null, "null", "0", "true", "\"text\"", "\"\"", "[]", "{}", "[null]", "[[1]]", "[{\"message\":{}}]"])
        {
            for (int i = 0; i < count; i++)
            {
                JsonNode copy = JsonNode.Parse(body)!;
                Slots(copy).ElementAt(i)(replacement);
                yield return new(copy);
            }
        }
    }

    public override ResponseValue Find(string key, string delimiter)
    {
        if (TryMember(root, key, out JsonNode? found))
        {
            return Value(found, delimiter);
        }

        JsonNode? at = root;
        foreach (string name in key.Split('.'))
        {
            if (!TryMember(at, name, out at))
            {
                return ResponseValue.Missing;
            }
        }

        return Value(at, delimiter);
    }

    private static bool TryMember(JsonNode? node, string name, out JsonNode? member)
    {
        member = null;
        if (node is JsonArray list && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < list.Count)
        {
            member = list[index];
            return true;
        }

        if (node is not JsonObject obj)
        {
            return false;
        }

        string? match = obj.ContainsKey(name) ? name : obj.Select(m => m.Key).FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase));
        return match is not null && obj.TryGetPropertyValue(match, out member);
    }

    private static ResponseValue Value(JsonNode? node, string delimiter) => node switch
    {
        null => ResponseValue.Null,
        JsonValue scalar => ResponseValue.Found(Text(scalar)),
        JsonArray list when list.All(e => e is JsonValue) => ResponseValue.Found(string.Join(delimiter, list.Select(e => Text((JsonValue)e!)))),
        _ => ResponseValue.Found(node.ToJsonString()),
    };

    private static string Text(JsonValue scalar) =>
        scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : scalar.ToJsonString();

    private static IEnumerable<Action<string?>> Slots(JsonNode node)
    {
        if (node is JsonObject obj)
        {
            foreach ((string name, JsonNode? member) in obj.ToList())
            {
                yield return with => _ = with is null ? obj.Remove(name) : Put(() => obj[name] = JsonNode.Parse(with));
                foreach (Action<string?> inner in member is null ? [] : Slots(member))
                {
                    yield return inner;
                }
            }
        }
        else if (node is JsonArray list)
        {
            for (int i = 0; i < list.Count; i++)
            {
                int index = i;
                yield return with => _ = with is null ? list.Remove(list[index]) : Put(() => list[index] = JsonNode.Parse(with));
                foreach (Action<string?> inner in list[i] is { } element ? Slots(element) : [])
                {
                    yield return inner;
                }
            }
        }
    }

    private static bool Put(Action put)
    {
        put();
        return true;
    }
}
