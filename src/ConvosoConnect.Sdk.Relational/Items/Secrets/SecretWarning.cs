using Microsoft.Extensions.Hosting;

namespace ConvosoConnect.Sdk.Relational.Items.Secrets;

/// <summary>Has the <see cref="SecretBox"/> made when the host starts, so that its warning is not put off until the first send.</summary>
internal sealed class SecretWarning : IHostedService
{
    public SecretWarning(SecretBox secrets) => ArgumentNullException.ThrowIfNull(secrets);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
