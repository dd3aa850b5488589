using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Fuzz;

/// <summary>
/// Public suites of documents, as their repositories lay them out: JSONTestSuite's <c>test_parsing</c> (<c>y_</c> must be read, <c>n_</c> must not, <c>i_</c> as one
/// likes) and the W3C's <c>xmlconf</c> (folders <c>valid</c>, <c>invalid</c> and <c>not-wf</c>).
/// </summary>
internal static class Suites
{
    public static int Run(string name, string folder)
    {
        var outcomes = new SortedDictionary<string, (int Read, int Refused)>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder, $"*.{name}", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] bytes = File.ReadAllBytes(file);
            ParsedResponse parsed = Targets.Parser(name.ToUpperInvariant()).Parse(new ResponseBody(bytes));
            string expected = name == "json" ? Path.GetFileName(file)[..1] : XmlClass(file, parsed.Fault);
            (int read, int refused) = outcomes.GetValueOrDefault(expected);
            outcomes[expected] = parsed.Fault is null ? (read + 1, refused) : (read, refused + 1);
            if ((expected is "n" or "not-wf" && parsed.Fault is null) || (expected is "y" or "valid" or "invalid" && parsed.Fault is not null))
            {
                Console.WriteLine($"{expected} {Path.GetRelativePath(folder, file)}: {parsed.Fault?.ToString() ?? "read"}");
            }

            // Whatever it is, all that a send asks of it is answered.
            _ = (parsed.Whole, parsed.Message, parsed.Keys.Count(), parsed.Find("id", ","));
        }

        foreach ((string expected, (int read, int refused)) in outcomes)
        {
            Console.WriteLine($"{expected}: {read} read, {refused} refused");
        }

        return outcomes.Count > 0 ? 0 : 1;
    }

    private static string XmlClass(string file, ResponseFault? fault)
    {
        string kind = file.Split(Path.DirectorySeparatorChar).LastOrDefault(folder => folder is "valid" or "invalid" or "not-wf") ?? "other";
        return fault?.Kind == ResponseFaultKind.XmlDocumentType ? $"{kind}, with a document type declaration" : kind;
    }
}
