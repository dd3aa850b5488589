using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>Deletes entries older than the option's days, at start and then every hour; does nothing where the option is not set.</summary>
internal sealed partial class RetentionService(
    IConnectLogRetention log, IOptionsMonitor<ConvosoConnectOptions> options, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.CurrentValue.LogRetentionDays is not { } days)
        {
            return;
        }

        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                long deleted = await log.PurgeAsync(time.GetUtcNow().AddDays(-days), stoppingToken).ConfigureAwait(false);
                Deleted(logger, deleted, days);
            }
#pragma warning disable CA1031 // A database that is away must not stop the app; the next hour tries again.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(logger, exception.GetType().Name, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(30, LogLevel.Information, "{Deleted} log entries older than {Days} days were deleted.")]
    private static partial void Deleted(ILogger logger, long deleted, int days);

    [LoggerMessage(31, LogLevel.Error, "Old log entries could not be deleted; the next try is in an hour. {Kind}: {Reason}")]
    private static partial void Failed(ILogger logger, string kind, string reason);
}
