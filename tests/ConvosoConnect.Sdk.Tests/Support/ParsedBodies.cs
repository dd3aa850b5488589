using System.Text;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using ConvosoConnect.Sdk.ResponseParsers.Text;
using ConvosoConnect.Sdk.ResponseParsers.Xml;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Short ways to parse a text and to read from it.</summary>
internal static class ParsedBodies
{
    public static ParsedResponse Json(string text) => new JsonResponseParser().Parse(Body(text));

    public static ParsedResponse Xml(string text) => new XmlResponseParser().Parse(Body(text));

    public static ParsedResponse Text(string text) => new TextResponseParser().Parse(Body(text));

    public static ResponseBody Body(string text, string? mediaType = null) => new(Encoding.UTF8.GetBytes(text), mediaType);

    /// <summary>The found text, <c>(null)</c> or <c>(missing)</c>.</summary>
    public static string Show(ResponseValue value) => !value.Exists ? "(missing)" : value.Text ?? "(null)";

    /// <summary>Reads everything that can be read, so that nothing lazy stays unread.</summary>
    public static int ReadAll(ParsedResponse parsed, params ReadOnlySpan<string> keys)
    {
        int length = parsed.Whole.Length + (parsed.Message?.Length ?? 0) + parsed.Keys.Sum(key => key.Length) + (parsed.Fault?.ToString().Length ?? 0);
        foreach (string key in keys)
        {
            length += Show(parsed.Find(key, ",")).Length;
        }

        return length;
    }

    /// <summary>One to four seeded changes: a byte replaced, removed, doubled, or the rest cut off.</summary>
    public static byte[] Mutate(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (int left = random.Next(1, 5); left > 0 && bytes.Count > 1; left--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, bytes[random.Next(bytes.Count)]);
                    break;
                case 3:
                    bytes[at] = (byte)"<>&\"'{}[]:,\\/!-?="[random.Next(17)];
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(2) == 0 ? bytes.Count - at : Math.Min(5, bytes.Count - at));
                    break;
            }
        }

        return [.. bytes];
    }
}
