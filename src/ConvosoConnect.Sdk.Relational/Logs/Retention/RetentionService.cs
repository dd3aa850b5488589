using System.Globalization;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Relational.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Relational.Logs.Retention;

/// <summary>
/// Deletes entries older than the option's days, at start and then every hour; does nothing where the option is not set. A first purge of this process that would delete
/// more than half of the log waits for a day: the machine's clock may be years ahead until somebody, or NTP, sets it right.
/// </summary>
/// <param name="services">Gives log and database only when they are needed, because a host creates its services before it reports the faults of the configuration.</param>
/// <param name="options">The options of the stores.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets what was deleted.</param>
internal sealed partial class RetentionService(
    IServiceProvider services, IOptions<RelationalStoreOptions> options, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongPause = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.LogRetentionDays is not { } days)
        {
            return;
        }

        IConnectLogRetention log = services.GetRequiredService<IConnectLogRetention>();
        using var timer = new PeriodicTimer(Pause, time);
        bool isFirst = true;
        do
        {
            try
            {
                DateTimeOffset now = time.GetUtcNow();
                if (isFirst && await MostOfAsync(now.AddDays(-days), stoppingToken).ConfigureAwait(false) is { } total)
                {
                    (timer.Period, isFirst) = (LongPause, false);
                    Held(logger, total, days, now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
                    continue;
                }

                if (timer.Period != Pause)
                {
                    timer.Period = Pause;
                }

                isFirst = false;
                long deleted = await log.PurgeAsync(now.AddDays(-days), stoppingToken).ConfigureAwait(false);
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

    /// <summary>How many entries the log has, if more than half of them would go; else null.</summary>
    private async Task<long?> MostOfAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        RelationalDatabase database = services.GetRequiredService<LogDatabase>().Database;
        (long total, bool isMost) = await database.ReadAsync(
            connection => LogPurge.LookAsync(database, connection, before.UtcTicks, cancellationToken), cancellationToken).ConfigureAwait(false);
        return isMost ? total : null;
    }

    [LoggerMessage(
        32,
        LogLevel.Warning,
        "Retention would delete more than half of the log's {Total} entries, all that are older than {Days} days at {Now} UTC. It waits for a day: is this machine's clock right? "
        + "If it is, nothing needs to be done; IConnectLogRetention.PurgeAsync deletes at once.")]
    private static partial void Held(ILogger logger, long total, int days, string now);

    [LoggerMessage(30, LogLevel.Information, "{Deleted} log entries older than {Days} days were deleted.")]
    private static partial void Deleted(ILogger logger, long deleted, int days);

    [LoggerMessage(31, LogLevel.Error, "Old log entries could not be deleted; the next try is in an hour. {Kind}: {Reason}")]
    private static partial void Failed(ILogger logger, string kind, string reason);
}
