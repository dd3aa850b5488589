using System.Text;
using System.Text.RegularExpressions;
using ConvosoConnect.Sdk.Endpoints;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Fuzz;

/// <summary>
/// The Authorization Header of an endpoint. Whatever is typed there is either refused at saving, or becomes headers that are each one line of ASCII and
/// those that a splitter written in another way finds.
/// </summary>
internal sealed partial class HeaderTarget(IServiceProvider engine)
{
    private static readonly ConnectEndpoint Endpoint =
        new() { Id = "crm", Name = "CRM", ApiUrl = "https://crm.example.com/", RequestMethod = RequestMethod.Get, ResponseDataType = "TEXT" };

    private static readonly string[] Computed = ["content-length", "transfer-encoding", "expect"];

    // Names that a GET has no place for are dropped with a warning: they describe a body.
    private static readonly string[] OfContent =
        ["allow", "content-disposition", "content-encoding", "content-language", "content-location", "content-md5", "content-range", "content-type", "expires", "last-modified"];

    private static readonly string[] OfTheEngine = ["host", "user-agent", "accept-encoding"];

    private readonly EndpointValidator _validator = engine.GetRequiredService<EndpointValidator>();
    private readonly IEndpointStore _store = engine.GetRequiredService<IEndpointStore>();
    private readonly IConvosoConnectClient _client = engine.GetRequiredService<IConvosoConnectClient>();

    public void Run(byte[] input)
    {
        ConnectEndpoint endpoint = Endpoint with { AuthorizationHeader = Encoding.UTF8.GetString(input) };
        if (_validator.Validate(endpoint).Any(problem => !problem.IsWarning))
        {
            return;
        }

        endpoint = endpoint with { Version = Wait(_store.GetAsync("crm"))?.Version ?? 0 };
        Wait(_store.SaveAsync(endpoint));
        ConnectPreview preview = _client.PreviewAsync("crm", new LeadRecord()).GetAwaiter().GetResult();
        Targets.Require(preview.Error is null, $"An endpoint that may be saved cannot be sent: {preview.Error?.Message}");
        foreach ((string name, string value) in preview.Request!.Headers)
        {
            Targets.Require(name.All(c => c is > ' ' and < '\u007f' and not ':'), "A header's name is no token.");
            Targets.Require(value.All(c => c is '\t' or (>= ' ' and < '\u007f')), "A header's value is not one line of ASCII.");
        }

        string[] sent = [.. preview.Request.Headers.Select(h => Lower(h.Key)).Where(n => !OfTheEngine.Contains(n)).Distinct().Order(StringComparer.Ordinal)];
        string[] typed =
        [
            .. Pipe().Split(endpoint.AuthorizationHeader!)
                .Where(part => !string.IsNullOrWhiteSpace(part))
                .Select(part => Lower(part.Replace("\\|", "|", StringComparison.Ordinal).Split(':')[0].Trim()))
                .Where(n => !Computed.Contains(n) && !OfContent.Contains(n) && !OfTheEngine.Contains(n)).Distinct().Order(StringComparer.Ordinal),
        ];
        Targets.Require(sent.SequenceEqual(typed), $"Typed were {string.Join(' ', typed)}, sent would be {string.Join(' ', sent)}.");
    }

    private static string Lower(string name) => name.ToLowerInvariant();

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    // A pipe that no backslash stands before.
    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Pipe();
}
