using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Transfer.Curl;

/// <summary>Makes an endpoint and an adaptor of a command.</summary>
internal static class CurlReader
{
    private const int MostCharacters = 1_000_000;
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json";

    public static (ConnectEndpoint Endpoint, Adaptor Adaptor) Read(string command, List<ValidationProblem> warnings)
    {
        CurlArguments arguments = CurlArguments.Read(WordsOf(command, warnings), warnings);
        if (arguments.Url.Length == 0)
        {
            throw CurlFault.At("url", "The command has no URL. Copy the whole command.");
        }

        bool isGet = IsGet(arguments);
        string? body = isGet ? null : arguments.Data;
        var rows = new CurlRows(warnings);
        CurlUrl url = CurlUrl.Read(arguments.Url, arguments.DataInQuery ? arguments.Data : null, isGet, warnings);
        foreach ((string key, string value) in url.Mapped)
        {
            rows.Add(key, value, "url");
        }

        bool isJson = body is not null && IsJson(arguments, body);
        if (isJson)
        {
            rows.AddJson(body!);
        }
        else if (body is not null)
        {
            rows.AddForm(body);
        }

        rows.Warn();
        AddTokens(rows, url, warnings);
        string name = Uri.TryCreate(url.ApiUrl, UriKind.Absolute, out Uri? parsed) ? parsed.Host : "curl";
        var endpoint = new ConnectEndpoint
        {
            Name = name,
            ApiUrl = url.ApiUrl,
            ApiAuthentication = url.ApiAuthentication,
            AuthorizationHeader = HeaderText(arguments, url.Authorization, isJson),
            RequestMethod = isGet ? RequestMethod.Get : RequestMethod.Post,
            PostDataType = isJson ? PostDataTypes.Json : PostDataTypes.Raw,
        };
        return (endpoint, new Adaptor { Name = name, Fields = rows.Rows });
    }

    private static string[] WordsOf(string command, List<ValidationProblem> warnings)
    {
        if (command.Length > MostCharacters)
        {
            throw CurlFault.At("command", $"It has {command.Length} characters; at most {MostCharacters} are read. Shorten its data.");
        }

        ShellWords shell = ShellWords.Split(command);
        if (shell.HasVariable)
        {
            warnings.Add(new("command", "The command has a variable of the shell, such as $TOKEN, which stays as it is written. Enter its value in its place.", IsWarning: true));
        }

        // A prompt is often copied along.
        string[] words = [.. shell.Words];
        words = words is ["$" or "%", .. string[] after] ? after : words;
        return words is ["curl" or "curl.exe", .. string[] options] ? options : throw CurlFault.At("command", "It does not begin with curl. Give one curl command, as bash takes it.");
    }

    private static bool IsGet(CurlArguments arguments)
    {
        string method = arguments.Method ?? (arguments.Data is null || arguments.DataInQuery ? "GET" : "POST");
        if (method is not ("GET" or "POST"))
        {
            throw CurlFault.At("-X", $"The command asks for {Quote.From(method)}; an endpoint sends POST or GET. Use a template for the vendor, which may send others.");
        }

        if (method == "GET" && arguments.Data is not null && !arguments.DataInQuery)
        {
            throw CurlFault.At("-X", "The command sends a body by GET, which an endpoint does not. Add -G where the data belong into the query.");
        }

        return method == "GET";
    }

    private static bool IsJson(CurlArguments arguments, string body)
    {
        string? type = arguments.Header("Content-Type")?.Split(';')[0].Trim();
        if (arguments.IsJson || (type is not null && type.EndsWith("json", StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        if (type is not null && !string.Equals(type, Form, StringComparison.OrdinalIgnoreCase))
        {
            throw CurlFault.At("body", $"The body is of the type {Quote.From(type)}; forms and JSON are read. Enter the keys in an adaptor, and choose a body encoder for this type.");
        }

        return type is null && body.TrimStart().StartsWith('{');
    }

    private static string HeaderText(CurlArguments arguments, string? ofUrl, bool isJson)
    {
        List<(string Name, string Value)> headers = ofUrl is null ? arguments.Headers : [("Authorization", ofUrl), .. arguments.Headers];
        if (arguments.IsJson && arguments.Header("Accept") is null)
        {
            headers = [.. headers, ("Accept", Json)];
        }

        if (headers.Exists(h => h.Name.Equals("Host", StringComparison.OrdinalIgnoreCase)))
        {
            throw CurlFault.At("-H", "The header Host follows from the API URL and cannot be set. Remove it.");
        }

        return string.Join('|', headers.Where(h => !IsMade(h.Name, h.Value)).Select(h => Escape($"{h.Name}: {h.Value}".TrimEnd())));

        bool IsMade(string name, string value) =>
            name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
            || (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && value.Equals(isJson ? Json : Form, StringComparison.OrdinalIgnoreCase));
    }

    // A backslash at the end would escape the pipe that follows; white space there does not count.
    private static string Escape(string header) => header.Replace("|", "\\|", StringComparison.Ordinal) + (header.EndsWith('\\') ? " " : "");

    private static void AddTokens(CurlRows rows, CurlUrl url, List<ValidationProblem> warnings)
    {
        foreach (string token in url.Tokens.Distinct(StringComparer.Ordinal).Where(token => !rows.Has(token)))
        {
            rows.Add(token, $"{{{{{token}}}}}", "url");
            warnings.Add(new("url", $"The URL has the token {{{token}}}; the row for it is also sent as a key of its own.", IsWarning: true));
        }
    }
}
