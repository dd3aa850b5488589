namespace ConvosoConnect.Sdk.Credentials.OAuth;

/// <summary>A token as the token endpoint gave it.</summary>
/// <param name="Value">The token.</param>
/// <param name="Life">How long it is valid; null when the token endpoint did not say.</param>
internal sealed record AccessToken(string Value, TimeSpan? Life)
{
    /// <summary>Hides the token.</summary>
    public override string ToString() => nameof(AccessToken);
}
