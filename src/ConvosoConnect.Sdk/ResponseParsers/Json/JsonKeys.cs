using System.Text.Json;

namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>Lists the keys of validated JSON for error sentences: members of the root and paths below them, of each list the first entry.</summary>
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

    /// <summary>Lists a path; null when it is left out with all below it: too long, not to be asked for, or room must be left for the members of the root.</summary>
    private static string? Add(List<string> keys, int depth, string? path)
    {
        if (path is null || path.Length > Longest || (depth > 1 && (keys.Count >= MostNested || !IsPath(path, depth))))
        {
            return null;
        }

        keys.Add(path);
        return path;
    }

    /// <summary>Whether a path of so many names would be read as those names: none of them is empty or holds a dot, and it does not begin like a pointer.</summary>
    private static bool IsPath(string path, int names) =>
        path is [not ('/' or '.'), ..] and [.., not '.'] && path.AsSpan().Count('.') == names - 1 && !path.Contains("..", StringComparison.Ordinal);

    private sealed class Container(string path, bool isList)
    {
        private bool _taken;

        public bool IsList => isList;

        /// <summary>The path of the list's first entry; null for all others.</summary>
        public string? TakeFirst()
        {
            string? first = _taken ? null : Join("0");
            _taken = true;
            return first;
        }

        /// <summary>The path of the member on which the reader stands; null when its name is too long to be of help.</summary>
        public string? Below(in Utf8JsonReader reader) =>
            reader.ValueSpan.Length > 6 * Longest ? null : Join(JsonString.Text(in reader));

        private string Join(string name) => path.Length == 0 ? name : $"{path}.{name}";
    }
}
