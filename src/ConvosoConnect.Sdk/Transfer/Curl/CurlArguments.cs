using System.Text;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Transfer.Curl;

/// <summary>The options of a curl command, read as curl reads them.</summary>
internal sealed class CurlArguments
{
    // Short options and their long names; the value says whether a value follows.
    private static readonly Dictionary<char, string> LongNames = new()
    {
        ['X'] = "request",
        ['H'] = "header",
        ['d'] = "data",
        ['G'] = "get",
        ['u'] = "user",
        ['A'] = "user-agent",
        ['e'] = "referer",
        ['b'] = "cookie",
        ['k'] = "insecure",
        ['L'] = "location",
        ['s'] = "silent",
        ['S'] = "show-error",
        ['i'] = "include",
        ['v'] = "verbose",
        ['f'] = "fail",
        ['g'] = "globoff",
        ['N'] = "no-buffer",
        ['o'] = "output",
        ['O'] = "remote-name",
        ['m'] = "max-time",
        ['F'] = "form",
        ['T'] = "upload-file",
        ['I'] = "head",
        ['w'] = "write-out",
        ['#'] = "progress-bar",
    };

    private static readonly string[] WithValue =
    [
        "request", "header", "data", "data-ascii", "data-raw", "data-binary", "data-urlencode", "json", "user", "user-agent", "referer", "cookie", "url", "oauth2-bearer",
        "output", "write-out", "max-time", "connect-timeout", "retry",
    ];

    // They change only what curl prints or how it speaks, not what the receiver gets.
    private static readonly string[] Harmless =
    [
        "silent", "show-error", "include", "verbose", "compressed", "fail", "fail-with-body", "globoff", "no-buffer", "output", "remote-name", "write-out", "progress-bar",
        "http1.1", "http2", "no-progress-meter",
    ];

    private static readonly Dictionary<string, string> Ignored = new(StringComparer.Ordinal)
    {
        ["insecure"] = "It is ignored: certificates are always checked.",
        ["location"] = "It is ignored: redirects are not followed. Enter the final URL.",
        ["max-time"] = "It is ignored. Set the delivery rule TotalTimeout of the endpoint instead.",
        ["connect-timeout"] = "It is ignored. The option ConnectTimeout of the app applies.",
        ["retry"] = "It is ignored. Set the delivery rule MaxAttempts of the endpoint instead.",
    };

    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["form"] = "An endpoint sends no multipart form. Use -d where the receiver also takes a plain form.",
        ["upload-file"] = "An endpoint sends no files.",
        ["head"] = "An endpoint sends POST or GET, and no HEAD.",
    };

    private readonly List<string> _data = [];
    private readonly List<ValidationProblem> _warnings;

    private CurlArguments(List<ValidationProblem> warnings) => _warnings = warnings;

    public string Url { get; private set; } = "";

    public string? Method { get; private set; }

    public bool DataInQuery { get; private set; }

    public bool IsJson { get; private set; }

    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>All data, joined as curl joins them; null for none.</summary>
    public string? Data => _data.Count == 0 ? null : string.Join(IsJson ? "" : "&", _data);

    public static CurlArguments Read(IReadOnlyList<string> words, List<ValidationProblem> warnings)
    {
        var arguments = new CurlArguments(warnings);
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                int equals = word.IndexOf('=', StringComparison.Ordinal);
                string name = equals < 0 ? word[2..] : word[2..equals];
                arguments.Add("--" + name, name, equals < 0 ? null : word[(equals + 1)..], words, ref i);
            }
            else if (word.Length > 1 && word[0] == '-')
            {
                arguments.AddShort(word, words, ref i);
            }
            else
            {
                arguments.SetUrl(word);
            }
        }

        return arguments;
    }

    public string? Header(string name) => Headers.LastOrDefault(h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase)).Value;

    // -sSL is three options; what follows one that takes a value is its value, as in -XPOST.
    private void AddShort(string word, IReadOnlyList<string> words, ref int i)
    {
        for (int at = 1; at < word.Length; at++)
        {
            string flag = $"-{word[at]}";
            if (!LongNames.TryGetValue(word[at], out string? name))
            {
                throw Unknown(flag);
            }

            bool takesValue = WithValue.Contains(name);
            Add(flag, name, takesValue && at + 1 < word.Length ? word[(at + 1)..] : null, words, ref i);
            if (takesValue)
            {
                return;
            }
        }
    }

    private void Add(string flag, string name, string? value, IReadOnlyList<string> words, ref int i)
    {
        if (Refused.TryGetValue(name, out string? reason))
        {
            throw CurlFault.At(flag, reason);
        }

        if (WithValue.Contains(name))
        {
            value ??= ++i < words.Count ? words[i] : throw CurlFault.At(flag, "Its value is missing. Copy the whole command.");
            if (Ignored.TryGetValue(name, out string? instead))
            {
                _warnings.Add(new(flag, instead, IsWarning: true));
            }
            else if (!Harmless.Contains(name))
            {
                Set(flag, name, value);
            }
        }
        else if (value is not null)
        {
            throw Unknown(flag);
        }
        else if (name == "get")
        {
            DataInQuery = true;
        }
        else if (Ignored.TryGetValue(name, out string? why))
        {
            _warnings.Add(new(flag, why, IsWarning: true));
        }
        else if (!Harmless.Contains(name))
        {
            throw Unknown(flag);
        }
    }

    private void Set(string flag, string name, string value)
    {
        switch (name)
        {
            case "url":
                SetUrl(value);
                break;
            case "request":
                Method = value.ToUpperInvariant();
                break;
            case "header":
                AddHeader(flag, value);
                break;
            case "user" when !value.Contains(':', StringComparison.Ordinal):
                throw CurlFault.At(flag, "The password is missing, for which curl would ask. Write user:password.");
            case "user":
                Headers.Add(("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(value))));
                break;
            case "oauth2-bearer":
                Headers.Add(("Authorization", "Bearer " + value));
                break;
            case "user-agent":
                Headers.Add(("User-Agent", value));
                break;
            case "referer":
                Headers.Add(("Referer", value));
                break;
            case "cookie":
                Headers.Add(("Cookie", value.Contains('=', StringComparison.Ordinal) ? value : throw OfFile(flag)));
                break;
            case "data-urlencode":
                AddEncoded(flag, value);
                break;
            default:
                IsJson |= name == "json";
                AddData(flag, value, mayBeFile: name != "data-raw");
                break;
        }
    }

    private void AddData(string flag, string value, bool mayBeFile) => _data.Add(mayBeFile && value.StartsWith('@') ? throw OfFile(flag) : value);

    // content, =content, name=content; @file and name@file are files.
    private void AddEncoded(string flag, string value)
    {
        int equals = value.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 && value.Contains('@', StringComparison.Ordinal))
        {
            throw OfFile(flag);
        }

        _data.Add(equals > 0 ? $"{value[..equals]}={Uri.EscapeDataString(value[(equals + 1)..])}" : Uri.EscapeDataString(equals == 0 ? value[1..] : value));
    }

    private void AddHeader(string flag, string line)
    {
        if (line.StartsWith('@'))
        {
            throw OfFile(flag);
        }

        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && !string.IsNullOrWhiteSpace(line[(colon + 1)..]))
        {
            Headers.Add((line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }
        else if (colon < 0 && line.EndsWith(';'))
        {
            Headers.Add((line[..^1].Trim(), ""));
        }
        else if (colon > 0)
        {
            _warnings.Add(new(flag, $"The header {Quote.From(line[..colon].Trim())} has no value, by which curl leaves it out. It is ignored.", IsWarning: true));
        }
        else
        {
            throw CurlFault.At(flag, "A header has no colon. Write 'Name: value'.");
        }
    }

    private void SetUrl(string url)
    {
        if (Url.Length > 0)
        {
            throw CurlFault.At("url", "The command has several URLs. An endpoint has one: give a command for each.");
        }

        Url = url.Trim() is { Length: > 0 } given ? given : throw CurlFault.At("url", "The URL is empty. Copy the whole command.");
    }

    private static ConnectValidationException OfFile(string flag) => CurlFault.At(flag, "It names a file, and files are not read. Put the file's text in its place.");

    private static ConnectValidationException Unknown(string flag) =>
        CurlFault.At(Excerpt.From(flag, 40), "This option is not known here. Remove it if the receiver does not need it, and enter what it does in the endpoint.");
}
