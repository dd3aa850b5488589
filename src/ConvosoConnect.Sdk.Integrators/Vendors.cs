using System.Collections.Frozen;
using ConvosoConnect.Sdk.Integrators.Declared;

namespace ConvosoConnect.Sdk.Integrators;

/// <summary>
/// The integrators of this package, by the names that an endpoint's <see cref="ConnectEndpoint.ApiIntegrator"/> takes. Each is declared in a file of its own, which cites the
/// vendor's documentation; docs/integrators.md says what of it could not be verified.
/// </summary>
public static class Vendors
{
    /// <summary>ActiveProspect LeadConduit: a lead for a source of a flow, or a ping.</summary>
    public const string LeadConduit = "LeadConduit";

    /// <summary>ActiveProspect TrustedForm, certificate API 4.0: match, retain, insights and verify.</summary>
    public const string TrustedForm = "TrustedForm";

    /// <summary>Jornaya (Verisk) Authenticate: whether a LeadiD token is authentic. Only for GET endpoints.</summary>
    public const string Jornaya = "Jornaya";

    /// <summary>GoHighLevel API v2: creates or updates a contact.</summary>
    public const string GoHighLevel = "GoHighLevel";

    /// <summary>boberdoo: ping, post and full post.</summary>
    public const string Boberdoo = "boberdoo";

    /// <summary>Salesforce REST API: creates a Lead.</summary>
    public const string Salesforce = "Salesforce";

    /// <summary>Zoho CRM API v8: creates or updates a record of a module.</summary>
    public const string Zoho = "Zoho CRM";

    /// <summary>Zapier: a catch hook, silent or not.</summary>
    public const string Zapier = "Zapier";

    /// <summary>Close: creates a lead with its contact.</summary>
    public const string Close = "Close";

    /// <summary>Klaviyo: creates or updates a profile.</summary>
    public const string Klaviyo = "Klaviyo";

    private static readonly FrozenDictionary<string, string> Files = new Dictionary<string, string>
    {
        [LeadConduit] = "LeadConduit",
        [TrustedForm] = "TrustedForm",
        [Jornaya] = "Jornaya",
        [GoHighLevel] = "GoHighLevel",
        [Boberdoo] = "Boberdoo",
        [Salesforce] = "Salesforce",
        [Zoho] = "Zoho",
        [Zapier] = "Zapier",
        [Close] = "Close",
        [Klaviyo] = "Klaviyo",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All names above, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Files.Keys.Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The declaration of a vendor, for an app that wants to change it: <c>AddIntegrator(Vendors.Load(Vendors.Zoho) with { Name = "Our Zoho" })</c>.</summary>
    /// <param name="name">One of the names above, compared ignoring case.</param>
    /// <returns>The declaration.</returns>
    /// <exception cref="ArgumentException">This package has no vendor of that name.</exception>
    public static IntegratorDefinition Load(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Files.TryGetValue(name, out string? file))
        {
            throw new ArgumentException($"There is no vendor '{name}' in this package. It has {string.Join(", ", All)}.", nameof(name));
        }

        using Stream stream = typeof(Vendors).Assembly.GetManifestResourceStream($"{file}.integrator.json")!;
        using var reader = new StreamReader(stream);
        return IntegratorDefinition.Parse(reader.ReadToEnd());
    }
}
