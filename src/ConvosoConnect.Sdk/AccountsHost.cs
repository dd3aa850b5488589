using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConvosoConnect.Sdk;

/// <summary>
/// Starts and stops the engines of all accounts with their host. They start one after the other, and stop at the same time, so that the host's time for stopping counts for each.
/// </summary>
internal sealed class AccountsHost(IServiceProvider host, IEnumerable<AccountRegistration> accounts) : IHostedLifecycleService
{
    private readonly List<ConvosoConnectEngine> _engines = [];

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (AccountRegistration account in accounts)
        {
            ConvosoConnectEngine engine = host.GetRequiredKeyedService<ConvosoConnectEngine>(account.Account);
            await engine.Lifetime.StartingAsync(cancellationToken).ConfigureAwait(false);
            _engines.Add(engine);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (ConvosoConnectEngine engine in _engines)
        {
            await engine.Lifetime.StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (ConvosoConnectEngine engine in _engines)
        {
            await engine.Lifetime.StartedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.WhenAll(_engines.Select(e => e.Lifetime.StoppingAsync(cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_engines.Select(e => e.Lifetime.StopAsync(cancellationToken)));

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.WhenAll(_engines.Select(e => e.Lifetime.StoppedAsync(cancellationToken)));
}
