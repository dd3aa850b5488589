namespace ConvosoConnect.Sdk.Endpoints.Checks;

/// <summary>A credential that the app defines.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Headers">The headers that it sets.</param>
/// <param name="Secrets">The secrets that it holds from the start.</param>
internal sealed record KnownCredential(string Name, IReadOnlyList<string> Headers, IReadOnlyList<string> Secrets)
{
    public override string ToString() => Name;
}
