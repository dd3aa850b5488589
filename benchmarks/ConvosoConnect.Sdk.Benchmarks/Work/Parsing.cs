using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using ConvosoConnect.Sdk.ResponseParsers.Text;
using ConvosoConnect.Sdk.ResponseParsers.Xml;

namespace ConvosoConnect.Sdk.Benchmarks.Work;

/// <summary>Answers, and the finding of one key in them.</summary>
internal static class Parsing
{
    public const string Document = "JsonDocument";

    private const string Key = "confirmation_id";
    private const string Value = "7f1c6f3e-2d10";

    /// <summary>Where in a response the key stands.</summary>
    public static IReadOnlyList<string> Places { get; } = ["start", "middle", "end"];

    public static IEnumerable<Job> Jobs
    {
        get
        {
            foreach ((string name, int length) in new[] { ("1 KB", 1000), ("100 KB", 100_000) })
            {
                foreach (string place in Places)
                {
                    string group = JsonOf(name, place);
                    byte[] json = Json(length, place);
                    yield return Job(group, Catalogue.Engine, () => Find(new JsonResponseParser(), json));
                    yield return Job(group, Document, () => FindByDocument(json));
                }

                byte[] xml = Xml(length);
                yield return Job($"Parse, XML {name}", Catalogue.Engine, () => Find(new XmlResponseParser(), xml));
                yield return Job($"Parse, XML {name}", "XDocument", () => FindByXDocument(xml));
                byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("field=some text,", length / 16)) + $"{Key}={Value}");
                yield return Job($"Parse, TEXT {name}", Catalogue.Engine, () => Find(new TextResponseParser(), text));
            }
        }
    }

    public static string JsonOf(string length, string place) => $"Parse, JSON {length}, key at the {place}";

    private static Job Job(string group, string contender, Func<string?> find) => new(group, contender, () => find(), () => find() == Value ? Value : "nothing");

    private static string? Find(IResponseParser parser, byte[] body) => parser.Parse(new ResponseBody(body, "application/json", "utf-8")).Find(Key, ",").Text;

    private static string? FindByDocument(byte[] body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty(Key).GetString();
    }

    private static string? FindByXDocument(byte[] body)
    {
        using var stream = new MemoryStream(body);
        return XDocument.Load(stream).Descendants(Key).First().Value;
    }

    /// <summary>An object with a list of records, as receivers send them.</summary>
    private static byte[] Json(int length, string place)
    {
        string[] records = [.. Records(length).Select(r => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":{{r}},"email":"person{{r}}@example.com","name":"Pérson \"{{r}}\"","score":{{r * 1.5:0.0}},"active":true,"tags":["a","b"],"owner":null}"""))];
        string key = $"\"{Key}\":\"{Value}\"";
        string List(string name, IEnumerable<string> items) => $"\"{name}\":[{string.Join(',', items)}]";
        int half = records.Length / 2;
        return Encoding.UTF8.GetBytes("{" + place switch
        {
            "start" => $"{key},{List("records", records)}",
            "middle" => $"{List("records", records[..half])},{key},{List("more", records[half..])}",
            _ => $"{List("records", records)},{key}",
        } + "}");
    }

    private static byte[] Xml(int length) => Encoding.UTF8.GetBytes(
        "<response>" + string.Concat(Records(length).Select(r => string.Create(
            CultureInfo.InvariantCulture, $"<record id=\"{r}\"><email>person{r}@example.com</email><name>P&amp;rson {r}</name><active>true</active></record>")))
        + $"<{Key}>{Value}</{Key}></response>");

    private static IEnumerable<int> Records(int length) => Enumerable.Range(100, length / 125);
}
