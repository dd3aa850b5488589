using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Sending.Plans;

namespace ConvosoConnect.Sdk.Sending.Masking;

/// <summary>Collects the credentials of a configuration, of templates and of the app's HTTP handlers.</summary>
internal static class SecretFinder
{
    private static readonly CredentialSet None = new();

    /// <summary>Finds the credentials of an endpoint, and default values that its adaptor sends under a credential's name.</summary>
    public static CredentialSet Find(ConnectEndpoint endpoint, Adaptor? adaptor, CredentialNames names)
    {
        CredentialSet credentials = EndpointCredentials.Find(endpoint, names);
        if (adaptor is not null)
        {
            credentials.UnionWith(Find(adaptor, names));
        }

        return credentials;
    }

    /// <summary>Finds default values that an adaptor sends under a credential's name.</summary>
    public static CredentialSet Find(Adaptor adaptor, CredentialNames names)
    {
        var credentials = new CredentialSet();
        foreach (FieldMapping row in adaptor.Fields ?? [])
        {
            if (row?.DefaultValue is { Length: > 0 } value)
            {
                foreach (string key in SensitiveKeys(row, names))
                {
                    credentials.Add(key, value);
                }
            }
        }

        return credentials;
    }

    /// <summary>Gives the keys of a row that are names of credentials.</summary>
    public static IEnumerable<string> SensitiveKeys(FieldMapping row, CredentialNames names) =>
        (row.MappedTo ?? "").Split(',', StringSplitOptions.TrimEntries).Where(key => names.IsSensitive(key));

    /// <summary>Finds the credentials that a template added to a request: in headers, and in the query of a URL that it changed.</summary>
    public static CredentialSet FindBrought(IntegratorRequest shape, CredentialNames names)
    {
        bool sameUrl = shape.ApiUrl == shape.Endpoint.ApiUrl;
        if (sameUrl && shape.Headers.Count == 0)
        {
            return None;
        }

        var credentials = new CredentialSet();
        credentials.AddUrl(sameUrl ? null : shape.ApiUrl, names);
        foreach ((string name, string value) in shape.Headers)
        {
            credentials.AddHeader(name, value ?? "", names);
        }

        return credentials;
    }

    /// <summary>
    /// Finds the credentials that the app's HTTP handlers added: in headers and query of the request after they changed it, and of the request that the response names, when a
    /// handler sent another one in its place.
    /// </summary>
    /// <param name="plan">The plan, which knows the configured credentials.</param>
    /// <param name="headers">The headers of the request.</param>
    /// <param name="made">The URL of the request as the engine made it.</param>
    /// <param name="request">The request.</param>
    /// <param name="sent">The request that the response names; null for none.</param>
    public static CredentialSet FindForeign(EndpointPlan plan, HeaderList headers, Uri made, HttpRequestMessage request, HttpRequestMessage? sent)
    {
        CredentialNames names = plan.Settings.CredentialNames;
        CredentialSet ofHeaders = headers.Shared.Foreign(plan.Credentials, names);
        bool isOther = sent is not null && !ReferenceEquals(sent, request);
        if (ReferenceEquals(request.RequestUri, made) && !isOther)
        {
            return ofHeaders;
        }

        var credentials = new CredentialSet();
        credentials.UnionWith(ofHeaders);
        AddUrl(request.RequestUri);
        if (isOther)
        {
            AddUrl(sent!.RequestUri);
            foreach (KeyValuePair<string, HeaderStringValues> header in sent.Headers.NonValidated)
            {
                credentials.AddForeign(header.Key, header.Value.ToString(), plan.Credentials, names);
            }
        }

        return credentials;

        void AddUrl(Uri? url)
        {
            foreach ((string name, string value) in QueryMask.Credentials(url is { IsAbsoluteUri: true } ? url.Query : "", names))
            {
                credentials.AddForeign(name, value, plan.Credentials, names);
            }
        }
    }
}
