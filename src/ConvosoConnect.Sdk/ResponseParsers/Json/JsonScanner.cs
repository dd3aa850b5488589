namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>
/// Tells whether bytes are JSON (RFC 8259: no comments, no trailing commas, nothing after the value, a bounded depth) and notes where the members of the root
/// stand. What makes it fast: one pass over the bytes, sixteen at a time within strings; no token is kept; nothing is allocated.
/// What it refuses is read once more by <see cref="JsonCheck"/>, which says why.
/// </summary>
internal ref struct JsonScanner(Span<JsonMember> members)
{
    private readonly Span<JsonMember> _members = members;

    /// <summary>How many members the root has, also when they are more than there is room for; 0 when it is no object.</summary>
    public int Count { get; private set; }

    /// <summary>Scans to the end.</summary>
    /// <returns>False when it is no JSON, or nests too deep.</returns>
    public bool TryScan(scoped ReadOnlySpan<byte> json)
    {
        // One bit for each level: set within an object.
        Span<ulong> objects = stackalloc ulong[JsonCheck.MaxDepth / 64];
        int depth = 0;
        int at = 0;
        while (true)
        {
            // A value, or the beginning of one.
            at = JsonToken.SkipSpace(json, at);
            int first = JsonToken.ByteAt(json, at);
            Begin(depth, at);
            if (first is '{' or '[')
            {
                if (depth == JsonCheck.MaxDepth)
                {
                    return false;
                }

                bool isObject = first == '{';
                Set(objects, depth++, isObject);
                at = JsonToken.SkipSpace(json, at + 1);
                if (JsonToken.ByteAt(json, at) != (isObject ? '}' : ']'))
                {
                    at = isObject ? Name(json, at, depth) : at;
                    if (at < 0)
                    {
                        return false;
                    }

                    continue;
                }

                depth--;
                at++;
            }
            else if ((at = JsonToken.Scalar(json, at, first)) < 0)
            {
                return false;
            }

            // What follows a value: the next one, or the end of what holds it.
            if (!TryFollow(json, objects, ref depth, ref at))
            {
                return depth == 0 && at == json.Length;
            }
        }
    }

    /// <summary>Goes to the next value; false at the end of the root, or where something else stands.</summary>
    private bool TryFollow(scoped ReadOnlySpan<byte> json, scoped ReadOnlySpan<ulong> objects, ref int depth, ref int at)
    {
        while (true)
        {
            End(depth, at);
            at = JsonToken.SkipSpace(json, at);
            if (depth == 0)
            {
                return false;
            }

            int next = JsonToken.ByteAt(json, at);
            bool isObject = (objects[(depth - 1) >> 6] >> (depth - 1) & 1) != 0;
            if (next == ',')
            {
                at = isObject ? Name(json, JsonToken.SkipSpace(json, at + 1), depth) : at + 1;
                return at >= 0;
            }

            if (next != (isObject ? '}' : ']'))
            {
                return false;
            }

            depth--;
            at++;
        }
    }

    /// <summary>Goes behind the colon that follows a name; -1 when there is none.</summary>
    private int Name(scoped ReadOnlySpan<byte> json, int at, int depth)
    {
        int end = JsonToken.ByteAt(json, at) == '"' ? JsonToken.String(json, at + 1) : -1;
        if (end < 0)
        {
            return -1;
        }

        if (depth == 1)
        {
            if (Count < _members.Length)
            {
                _members[Count] = new JsonMember(at + 1, end - 1, 0, 0);
            }

            Count++;
        }

        at = JsonToken.SkipSpace(json, end);
        return JsonToken.ByteAt(json, at) == ':' ? at + 1 : -1;
    }

    private readonly void Begin(int depth, int at)
    {
        if (depth == 1 && Count > 0 && Count <= _members.Length)
        {
            _members[Count - 1] = _members[Count - 1] with { Start = at };
        }
    }

    private readonly void End(int depth, int at)
    {
        if (depth == 1 && Count > 0 && Count <= _members.Length)
        {
            _members[Count - 1] = _members[Count - 1] with { End = at };
        }
    }

    private static void Set(Span<ulong> bits, int index, bool value)
    {
        ref ulong word = ref bits[index >> 6];
        ulong bit = 1UL << index;
        word = value ? word | bit : word & ~bit;
    }
}
