using ConvosoConnect.Sdk.Sending.Limits;
using Microsoft.Extensions.Hosting;

namespace ConvosoConnect.Sdk.Hosting;

/// <summary>
/// Makes a host that stops wait for the sends under way, within the host's shutdown time-out. It waits after all hosted services have stopped, because they may send until then.
/// </summary>
internal sealed class SendDrain(SendGate gate) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => gate.DrainAsync(cancellationToken);
}
