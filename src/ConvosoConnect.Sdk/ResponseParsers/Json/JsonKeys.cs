using System.Text.Json;

namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>Lists the keys of valid JSON for error sentences: the members of the root and the paths below them. Of each list, only the first entry is listed.</summary>
internal static class JsonKeys
{
    private const int Most = 300;
    private const int MostNested = 200;
    private const int Longest = 200;

    public static List<string> List(ReadOnlySpan<byte> json)
    {
        var keys = new List<string>();
        var open = new Stack<Container>();
        var reader = JsonCheck.Open(json);
        string? path = "";
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    path = Add(keys, open.Count, open.Peek().Below(in reader));
                    break;
                default:
                    if (open.TryPeek(out var parent) && parent.IsList)
                    {
                        path = Add(keys, open.Count, parent.TakeFirst());
                    }

                    if (path is null)
                    {
                        reader.Skip();
                    }
                    else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    {
                        open.Push(new Container(path, reader.TokenType == JsonTokenType.StartArray));
                    }

                    break;
            }
        }
        while (keys.Count < Most && reader.Read());
        return keys;
    }

    /// <summary>
    /// Lists a path and returns it. Returns null when the path and everything below it is left out: it is too long, a Response Key cannot name it, or the remaining places are
    /// kept for members of the root.
    /// </summary>
    private static string? Add(List<string> keys, int depth, string? path)
    {
        if (path is null || path.Length > Longest || (depth > 1 && (keys.Count >= MostNested || !IsPath(path, depth))))
        {
            return null;
        }

        keys.Add(path);
        return path;
    }

    /// <summary>Whether a Response Key with this path is read as exactly its names: no name is empty or holds a dot, and the path does not begin like a pointer.</summary>
    private static bool IsPath(string path, int names) =>
        path is [not ('/' or '.'), ..] and [.., not '.'] && path.AsSpan().Count('.') == names - 1 && !path.Contains("..", StringComparison.Ordinal);

    private sealed class Container(string path, bool isList)
    {
        private bool _taken;

        public bool IsList => isList;

        /// <summary>The path of the list's first entry at the first call; null at every later one.</summary>
        public string? TakeFirst()
        {
            string? first = _taken ? null : Join("0");
            _taken = true;
            return first;
        }

        /// <summary>The path of the member on which the reader stands; null when its name is too long to be listed.</summary>
        public string? Below(in Utf8JsonReader reader) =>
            reader.ValueSpan.Length > 6 * Longest ? null : Join(JsonString.Text(in reader));

        private string Join(string name) => path.Length == 0 ? name : $"{path}.{name}";
    }
}
