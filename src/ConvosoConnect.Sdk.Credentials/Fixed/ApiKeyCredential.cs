using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Sending.Credentials;

namespace ConvosoConnect.Sdk.Credentials.Fixed;

/// <summary>An API key in a header or in the query.</summary>
internal sealed class ApiKeyCredential : IEndpointCredential
{
    public const string Kind = "ApiKey";

    private readonly string _key;
    private readonly string _prefix;
    private readonly string _header;
    private readonly string _parameter;

    private ApiKeyCredential(string name, ApiKeyOptions options)
    {
        (Name, _key, _prefix, _header, _parameter) = (name, options.Key, options.Prefix ?? "", options.Header, options.QueryParameter ?? "");
        Contract = _parameter.Length > 0 ? new() { QueryParameters = [_parameter], Secrets = [_key] } : new() { Headers = [_header], Secrets = [_key] };
    }

    public string Name { get; }

    public CredentialContract Contract { get; }

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Define(string name, ApiKeyOptions options) =>
        (new(name, Kind, _ => new ApiKeyCredential(name, options)), options.FindFaults());

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Read(string name, ConfigurationReader reader)
    {
        var options = new ApiKeyOptions();
        options.Key = reader.Text(nameof(options.Key), "");
        options.Header = reader.Text(nameof(options.Header), options.Header);
        options.Prefix = reader.Text(nameof(options.Prefix), "");
        options.QueryParameter = reader.Text(nameof(options.QueryParameter), "");
        return Define(name, options);
    }

    public ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        if (_parameter.Length > 0)
        {
            request.AddQueryParameter(_parameter, _key);
        }
        else
        {
            request.SetHeader(_header, _prefix + _key);
        }

        return default;
    }
}
