using System.Text;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Sending.Credentials;

namespace ConvosoConnect.Sdk.Credentials.Fixed;

/// <summary>User name and password in the Authorization header (RFC 7617), as UTF-8.</summary>
internal sealed class BasicCredential : IEndpointCredential
{
    public const string Kind = "Basic";
    private const string Header = "Authorization";

    private readonly string _value;

    private BasicCredential(string name, string user, string password)
    {
        string pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        (Name, _value) = (name, $"Basic {pair}");
        Contract = new() { Headers = [Header], Secrets = [pair, $"{user}:{password}", password] };
    }

    public string Name { get; }

    public CredentialContract Contract { get; }

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Define(string name, string user, string password) =>
        (new(name, Kind, _ => new BasicCredential(name, user, password)), FaultsOf(user, password));

    public static (CredentialDefinition Definition, IEnumerable<string> Faults) Read(string name, ConfigurationReader reader) =>
        Define(name, reader.Text("User", ""), reader.Text("Password", ""));

    public ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        request.SetHeader(Header, _value);
        return default;
    }

    private static IEnumerable<string> FaultsOf(string user, string password) => new[]
    {
        OptionFaults.Missing("User", user),
        user?.Contains(':', StringComparison.Ordinal) == true ? "User has a colon, which separates it from the password." : null,
        OptionFaults.ControlCharacter("User", user),
        OptionFaults.Missing("Password", password),
        OptionFaults.ControlCharacter("Password", password),
    }.OfType<string>();
}
