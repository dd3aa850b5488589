using System.Collections.Concurrent;

namespace ConvosoConnect.Sdk.Credentials.OAuth;

/// <summary>Keeps refresh tokens until the process ends.</summary>
internal sealed class InMemoryRefreshTokenStore : IRefreshTokenStore
{
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.OrdinalIgnoreCase);

    public ValueTask<string?> GetAsync(string credential, CancellationToken cancellationToken = default) => new(_tokens.GetValueOrDefault(credential));

    public ValueTask SaveAsync(string credential, string refreshToken, CancellationToken cancellationToken = default)
    {
        _tokens[credential] = refreshToken;
        return default;
    }
}
