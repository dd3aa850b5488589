using System.Diagnostics.CodeAnalysis;
using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Credentials;
using ConvosoConnect.Sdk.Credentials.Connections;
using ConvosoConnect.Sdk.Credentials.Fixed;
using ConvosoConnect.Sdk.Credentials.OAuth;
using ConvosoConnect.Sdk.Credentials.Signatures;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Defines credentials, which endpoints name in <see cref="ConnectEndpoint.Credential"/>. A second call with the same name and kind replaces the first. All methods throw
/// <see cref="ArgumentException"/> when the name is not possible, another kind has it, or an option is not possible.
/// </summary>
public static class ConvosoConnectCredentialsExtensions
{
    /// <summary>
    /// Reads credentials from the part <c>Credentials</c> of the engine's configuration section: an object for each, under its name, with a <c>Type</c> and the options of that
    /// kind. All methods of this class do it too. A change by a reload takes effect when the app is started again.
    /// </summary>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder UseCredentials(this ConvosoConnectBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Definitions(builder);
        return builder;
    }

    /// <summary>Keeps refresh tokens in your own store, in place of the one in memory.</summary>
    /// <typeparam name="TStore">The store; a singleton.</typeparam>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder UseRefreshTokenStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(
        this ConvosoConnectBuilder builder)
        where TStore : class, IRefreshTokenStore
    {
        builder.UseCredentials().Services.Replace(ServiceDescriptor.Singleton<IRefreshTokenStore, TStore>());
        return builder;
    }

    /// <summary>
    /// Lets only these hosts get a credential. Without it, or <c>Hosts</c> in the configuration, whoever saves endpoints may have the credential sent to any receiver.
    /// </summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="name">The name of a credential, wherever it is defined.</param>
    /// <param name="hosts">Host names such as <c>crm.example</c>, or <c>*.crm.example</c> for all names below one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">No host is named.</exception>
    public static ConvosoConnectBuilder RestrictCredential(this ConvosoConnectBuilder builder, string name, params string[] hosts)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(hosts);
        if (hosts.Length == 0)
        {
            throw new ArgumentException("No host is named, so that the credential could go nowhere. Name the hosts that may get it, or leave the restriction out.", nameof(hosts));
        }

        Definitions(builder).Restrict(name, [.. hosts]);
        return builder;
    }

    /// <summary>Defines user name and password in the Authorization header (RFC 7617).</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="name">The name of the credential.</param>
    /// <param name="user">The user name, without a colon.</param>
    /// <param name="password">The password.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder AddBasicCredential(this ConvosoConnectBuilder builder, string name, string user, string password) =>
        Add(builder, BasicCredential.Define(name, user, password));

    /// <summary>Defines an API key in a header or in the query.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="name">The name of the credential.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder AddApiKey(this ConvosoConnectBuilder builder, string name, Action<ApiKeyOptions> configure) =>
        Add(builder, ApiKeyCredential.Define(name, Make(configure)));

    /// <summary>Defines an HMAC signature of each request.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="name">The name of the credential.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder AddHmacSignature(this ConvosoConnectBuilder builder, string name, Action<HmacSignatureOptions> configure) =>
        Add(builder, HmacSignatureCredential.Define(name, Make(configure)));

    /// <summary>
    /// Defines signatures by the specification Standard Webhooks, in the headers <c>webhook-id</c>, <c>webhook-timestamp</c> and <c>webhook-signature</c>.
    /// </summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="name">The name of the credential.</param>
    /// <param name="secret">The secret, such as <c>whsec_MfKQ9r8…</c>.</param>
    /// <param name="formerSecret">The secret that it replaces, until the receiver knows the new one; null for none. Requests are signed with both.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder AddStandardWebhooks(this ConvosoConnectBuilder builder, string name, string secret, string? formerSecret = null) =>
        Add(builder, StandardWebhooksCredential.Define(name, formerSecret is null ? [secret] : [secret, formerSecret]));

    /// <summary>Defines a Bearer token that is got with a client id and secret (RFC 6749, section 4.4).</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="name">The name of the credential.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder AddOAuthClientCredentials(this ConvosoConnectBuilder builder, string name, Action<OAuthOptions> configure) =>
        Add(builder, OAuthCredential.Define(name, Make(configure), refreshes: false));

    /// <summary>Defines a Bearer token that is got with a refresh token (RFC 6749, section 6). A token that replaces it is kept in <see cref="IRefreshTokenStore"/>.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="name">The name of the credential.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder AddOAuthRefreshToken(this ConvosoConnectBuilder builder, string name, Action<OAuthOptions> configure) =>
        Add(builder, OAuthCredential.Define(name, Make(configure), refreshes: true));

    /// <summary>Defines a client certificate for TLS.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="name">The name of the credential.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder AddClientCertificate(this ConvosoConnectBuilder builder, string name, Action<ClientCertificateOptions> configure) =>
        Add(builder, ClientCertificateCredential.Define(name, Make(configure)));

    /// <summary>Defines a proxy, which an endpoint names beside its credential: <c>crm-token,egress-1</c>.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="name">The name of the proxy.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder AddProxy(this ConvosoConnectBuilder builder, string name, Action<ProxyOptions> configure) =>
        Add(builder, ProxyCredential.Define(name, Make(configure)));

    private static TOptions Make<TOptions>(Action<TOptions> configure)
        where TOptions : new()
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new TOptions();
        configure(options);
        return options;
    }

    private static ConvosoConnectBuilder Add(ConvosoConnectBuilder builder, (CredentialDefinition Definition, IEnumerable<string> Faults) defined)
    {
        ArgumentNullException.ThrowIfNull(builder);
        Definitions(builder).Add(defined.Definition, defined.Faults);
        return builder;
    }

    /// <summary>Gives the definitions of this app, which are registered with the first call.</summary>
    private static CredentialDefinitions Definitions(ConvosoConnectBuilder builder)
    {
        if (builder.Services.FirstOrDefault(d => d.ServiceType == typeof(CredentialDefinitions))?.ImplementationInstance is CredentialDefinitions known)
        {
            return known;
        }

        var definitions = new CredentialDefinitions();
        builder.Services.AddSingleton(definitions);
        builder.Services.TryAddSingleton<IRefreshTokenStore, InMemoryRefreshTokenStore>();
        builder.AddConfigurationSection<CredentialSection>(CredentialSection.Name, CredentialSection.Read);
        builder.AddCredentials(CredentialDefinitions.Make);
        return definitions;
    }
}
