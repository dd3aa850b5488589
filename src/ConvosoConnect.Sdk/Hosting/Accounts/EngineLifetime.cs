using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Hosting.Accounts;

/// <summary>Starts and stops the hosted services of an engine with a container of its own, in the steps of a host.</summary>
internal sealed partial class EngineLifetime(IServiceProvider services, string? account)
{
    private IHostedService[] _started = [];

    public bool IsStarted => _started.Length > 0;

    /// <summary>Checks the options, as a host does before it starts.</summary>
    /// <exception cref="OptionsValidationException">Something in the options or in the configuration is wrong; the sentences name the account.</exception>
    public void Validate()
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException exception) when (account is not null)
        {
            throw new OptionsValidationException(account, exception.OptionsType, exception.Failures.Select(f => $"Account '{account}': {f}"));
        }
    }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        Validate();
        _started = [.. services.GetServices<IHostedService>()];
        foreach (IHostedLifecycleService service in _started.OfType<IHostedLifecycleService>())
        {
            await service.StartingAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (IHostedService service in _started)
        {
            await service.StartAsync(cancellationToken).ConfigureAwait(false);
            if (service is BackgroundService { ExecuteTask: { } work })
            {
                _ = WatchAsync(service.GetType().Name, work);
            }
        }
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (IHostedLifecycleService service in _started.OfType<IHostedLifecycleService>())
        {
            await service.StartedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) =>
        ForEachAsync(_started.OfType<IHostedLifecycleService>(), service => service.StoppingAsync(cancellationToken));

    public Task StopAsync(CancellationToken cancellationToken) => ForEachAsync(_started, service => service.StopAsync(cancellationToken));

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        IHostedService[] stopped = Interlocked.Exchange(ref _started, []);
        await ForEachAsync(stopped.OfType<IHostedLifecycleService>(), service => service.StoppedAsync(cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Runs all steps of a start, for an engine that no host starts.</summary>
    public async Task StartAllAsync()
    {
        await StartingAsync(CancellationToken.None).ConfigureAwait(false);
        await StartAsync(CancellationToken.None).ConfigureAwait(false);
        await StartedAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Runs all steps of a stop, for an engine that no host stops.</summary>
    public async Task StopAllAsync(CancellationToken cancellationToken)
    {
        await StoppingAsync(cancellationToken).ConfigureAwait(false);
        await StopAsync(cancellationToken).ConfigureAwait(false);
        await StoppedAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the last one first. One that throws does not keep the others from stopping; what was thrown is thrown at the end.</summary>
    private static async Task ForEachAsync<T>(IEnumerable<T> services, Func<T, Task> stop)
    {
        var faults = new List<Exception>();
        foreach (T service in services.Reverse())
        {
            try
            {
                await stop(service).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // It is thrown again below.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                faults.Add(exception);
            }
        }

        if (faults.Count > 0)
        {
            throw new AggregateException("Services of the engine did not stop.", faults);
        }
    }

    /// <summary>Logs the failure of a background service, which a host would notice by itself.</summary>
    private async Task WatchAsync(string name, Task work)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (work.Exception is { } exception)
        {
            Failed(services.GetRequiredService<ILoggerFactory>().CreateLogger<EngineLifetime>(), account ?? "", name, exception);
        }
    }

    [LoggerMessage(24, LogLevel.Critical, "Account '{Account}': the background service {Service} failed and runs no longer.")]
    private static partial void Failed(ILogger logger, string account, string service, Exception exception);
}
