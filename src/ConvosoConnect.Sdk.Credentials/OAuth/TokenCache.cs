using System.Globalization;
using ConvosoConnect.Sdk.Sending.Credentials;

namespace ConvosoConnect.Sdk.Credentials.OAuth;

/// <summary>
/// Keeps the token of one credential. Sends that need a token while it is being fetched wait for the same request. After a failed request the token endpoint is left alone for a
/// second, then two, four and so on up to a minute (our decision); sends fail meanwhile with the same sentence.
/// </summary>
/// <param name="fetch">Gets a new token.</param>
/// <param name="refreshBefore">How long before its end a token is replaced.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenCache(Func<Task<AccessToken>> fetch, TimeSpan refreshBefore, TimeProvider time)
{
    private const int MostDoublings = 6;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // A receiver that answers 401 to every token must not cause a token request for each send (our decision).
    private static readonly TimeSpan FewestBetweenRenewals = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Task<AccessToken>? _running;
    private AccessToken? _token;
    private long _fetched;
    private CredentialException? _failure;
    private long _failed;
    private int _failures;

    /// <summary>Gives a token that is valid for a while.</summary>
    /// <exception cref="CredentialException">There is none.</exception>
    public async ValueTask<AccessToken> GetAsync(CancellationToken cancellationToken)
    {
        Task<AccessToken> running;
        lock (_gate)
        {
            if (_token is { } token && !IsOld(token))
            {
                return token;
            }

            running = StartOrThrow();
        }

        return await running.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Replaces a token that the receiver refused; false when it was fetched only just now.</summary>
    public async ValueTask<bool> RenewAsync(string refused, CancellationToken cancellationToken)
    {
        Task<AccessToken> running;
        lock (_gate)
        {
            if (_token is { } token && token.Value != refused)
            {
                // Another send has replaced it.
                return true;
            }

            if (_token is not null && time.GetElapsedTime(_fetched) < FewestBetweenRenewals)
            {
                return false;
            }

            _token = null;
            running = StartOrThrow();
        }

        await running.WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private bool IsOld(AccessToken token) => token.Life is { } life
        && time.GetElapsedTime(_fetched) >= life - (refreshBefore < life / 2 ? refreshBefore : life / 2);

    /// <summary>Gives the request that is under way, or begins one. Called with the lock held.</summary>
    private Task<AccessToken> StartOrThrow()
    {
        if (_running is not null)
        {
            return _running;
        }

        if (_failure is not null && Pause - time.GetElapsedTime(_failed) is { Ticks: > 0 } left)
        {
            string seconds = Math.Ceiling(left.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            throw new CredentialException($"{_failure.Message} The token endpoint is asked again in {seconds} seconds at the earliest.", _failure);
        }

        // The request belongs to no single send, so no send's cancellation ends it.
        return _running = Task.Run(FetchAsync);
    }

    private TimeSpan Pause => _failures > MostDoublings ? LongestPause : TimeSpan.FromSeconds(Math.Pow(2, _failures - 1));

    private async Task<AccessToken> FetchAsync()
    {
        try
        {
            AccessToken token = await fetch().ConfigureAwait(false);
            lock (_gate)
            {
                (_token, _fetched, _running, _failure, _failures) = (token, time.GetTimestamp(), null, null, 0);
            }

            return token;
        }
        catch (Exception exception)
        {
            CredentialException failure = exception as CredentialException
                ?? new($"The token request failed: {exception.GetType().Name}. Look at what this app adds for it, such as a store of refresh tokens.", exception);
            lock (_gate)
            {
                (_running, _failure, _failed) = (null, failure, time.GetTimestamp());
                _failures++;
            }

            throw failure;
        }
    }
}
