using System.Text;
using ConvosoConnect.Sdk.Equality;
using ConvosoConnect.Sdk.Transfer.Curl;

namespace ConvosoConnect.Sdk.Transfer;

/// <summary>A curl command as an endpoint and an adaptor to begin with, and a logged call as a curl command.</summary>
public sealed record CurlCommand
{
    private readonly ListByValue<ValidationProblem> _warnings;

    internal CurlCommand(ConnectEndpoint endpoint, Adaptor adaptor, IReadOnlyList<ValidationProblem> warnings)
    {
        Endpoint = endpoint;
        Adaptor = adaptor;
        _warnings = new(warnings);
    }

    /// <summary>
    /// The endpoint, named after the host. It has neither an id nor an <see cref="ConnectEndpoint.AdaptorId"/>: save the adaptor first, then this with the id that the store gave it.
    /// Credentials in the URL are its API Authentication, headers its Authorization Header.
    /// </summary>
    public ConnectEndpoint Endpoint { get; }

    /// <summary>
    /// A row for each key of the body, or of the query of a GET. A value such as <c>{{email}}</c>, and a key with the name of a field of <see cref="FieldCatalogue"/>, become lead
    /// fields; every other value is a constant: the default value of a row of <see cref="LeadSection.Values"/>. No rows when the command has no data.
    /// </summary>
    public Adaptor Adaptor { get; }

    /// <summary>What a send does otherwise than the command, each with the option or part that it is about.</summary>
    public IReadOnlyList<ValidationProblem> Warnings => _warnings.Items!;

    /// <summary>Reads a command as bash and curl read it, for instance from a vendor's documentation. Nothing is run and no file is read.</summary>
    /// <param name="command">One command of at most 1,000,000 characters (our decision), with lines that go on after a backslash.</param>
    /// <returns>Endpoint, adaptor and warnings.</returns>
    /// <exception cref="ConnectValidationException">The command cannot be an endpoint: it names a file, several URLs, an option that is not known here, or a method other than POST and
    /// GET. The one problem says which, and holds no value of the command.</exception>
    public static CurlCommand Parse(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var warnings = new List<ValidationProblem>();
        (ConnectEndpoint endpoint, Adaptor adaptor) = CurlReader.Read(command, warnings);
        return new(endpoint, adaptor, warnings);
    }

    /// <summary>
    /// Writes the request of a log entry as a curl command for bash, to repeat the call by hand. It shows what the entry shows: <c>***</c> stands in place of each credential, and a
    /// body that was not valid UTF-8 has U+FFFD. Values cannot break out of their quotes.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <returns>The command, a line for each header.</returns>
    /// <exception cref="ArgumentException">The entry has no request, because nothing was sent.</exception>
    public static string Format(ConnectLogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ConnectInputData request = entry.InputData
            ?? throw new ArgumentException($"The log entry {entry.Id} has no request, because nothing was sent. Choose another entry.", nameof(entry));
        var command = new StringBuilder("curl --globoff");
        bool isUsual = request.Method == (request.Body is null ? "GET" : "POST");
        if (!isUsual)
        {
            command.Append(" -X ").Append(BashQuote.Quote(request.Method));
        }

        command.Append(" --url ").Append(BashQuote.Quote(request.Url));
        foreach ((string name, string value) in request.Headers)
        {
            // curl computes it, and would send one that is wrong where *** is shorter than a credential.
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                command.Append(" \\\n  -H ").Append(BashQuote.Quote(value.Length == 0 ? name + ";" : $"{name}: {value}"));
            }
        }

        if (request.Body is { } body)
        {
            command.Append(" \\\n  --data-raw ").Append(BashQuote.Quote(body));
        }

        return command.ToString();
    }
}
