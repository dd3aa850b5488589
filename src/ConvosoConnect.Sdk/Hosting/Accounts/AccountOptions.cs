using ConvosoConnect.Sdk.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ConvosoConnect.Sdk.Hosting.Accounts;

/// <summary>Gives the host the options of an account's engine under the account's name, and follows their reloads.</summary>
/// <param name="account">The account.</param>
/// <param name="read">Gives the options in force in the account's engine.</param>
internal sealed class AccountOptions(string account, Func<ConvosoConnectOptions> read) : IConfigureNamedOptions<ConvosoConnectOptions>
{
    public void Configure(ConvosoConnectOptions options)
    {
    }

    public void Configure(string? name, ConvosoConnectOptions options)
    {
        if (name == account)
        {
            ConvosoConnectOptionTable.Rows.Copy(read(), options);
        }
    }
}

/// <summary>Tells the host that the options of an account have changed.</summary>
/// <param name="account">The account.</param>
internal sealed class AccountOptionsChanges(string account) : IOptionsChangeTokenSource<ConvosoConnectOptions>
{
    private ConfigurationReloadToken _next = new();

    public string Name => account;

    public IChangeToken GetChangeToken() => Volatile.Read(ref _next);

    public void Signal() => Interlocked.Exchange(ref _next, new ConfigurationReloadToken()).OnReload();
}
