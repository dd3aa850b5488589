using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk;

/// <summary>An account that was given to <c>AddConvosoConnect</c>, with the builder of its engine.</summary>
internal sealed record AccountRegistration(string Account, ConvosoConnectBuilder Builder)
{
    public static void ThrowIfNoName(string account)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (string.IsNullOrWhiteSpace(account))
        {
            throw new ArgumentException(
                "The account has no name. Give it one, such as \"acme\"; AddConvosoConnect() without a name is the engine without an account.", nameof(account));
        }
    }

    /// <summary>Finds the registration of an account; null when it was not registered.</summary>
    public static AccountRegistration? Find(IServiceCollection services, string account) =>
        services.Select(d => d.IsKeyedService ? null : d.ImplementationInstance as AccountRegistration).FirstOrDefault(a => a?.Account == account);

    /// <summary>The sentence for a key under which no account is registered.</summary>
    public static InvalidOperationException Unknown(IServiceProvider host, object? key)
    {
        string known = string.Join(", ", host.GetServices<AccountRegistration>().Select(a => $"'{a.Account}'").Order(StringComparer.Ordinal));
        return new($"There is no account '{key}'. The accounts given to AddConvosoConnect are {known}; names are compared exactly. Correct the key, or add the account.");
    }
}
