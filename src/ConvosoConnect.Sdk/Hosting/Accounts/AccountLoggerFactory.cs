using Microsoft.Extensions.Logging;

namespace ConvosoConnect.Sdk.Hosting.Accounts;

/// <summary>The host's logging, with the account as a scope of each message, since endpoints of several accounts may have the same id.</summary>
internal sealed class AccountLoggerFactory(ILoggerFactory host, string account) : ILoggerFactory
{
    private readonly AccountScope _scope = new(account);

    public ILogger CreateLogger(string categoryName) => new AccountLogger(host.CreateLogger(categoryName), _scope);

    public void AddProvider(ILoggerProvider provider) => host.AddProvider(provider);

    // The host's logging goes on.
    public void Dispose()
    {
    }

    private sealed class AccountLogger(ILogger logger, AccountScope scope) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logger.IsEnabled(logLevel))
            {
                using (logger.BeginScope(scope))
                {
                    logger.Log(logLevel, eventId, state, exception, formatter);
                }
            }
        }
    }

    /// <summary>The account under the name of its tag, for loggers that keep scopes as values, and as words for those that write them.</summary>
    private sealed class AccountScope(string account) : List<KeyValuePair<string, object?>>([new(ConvosoConnectTelemetry.AccountTag, account)])
    {
        public override string ToString() => $"Account {account}";
    }
}
