namespace ConvosoConnect.Sdk.Reliability.Tests.Canaries;

/// <summary>A form in which a secret may turn up.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Write">Writes a secret in it.</param>
/// <param name="IsForBodies">Whether it has line breaks, which headers cannot hold.</param>
internal sealed record Form(string Name, Func<Canary, string> Write, bool IsForBodies = false)
{
    /// <summary>What must not be found: each of its lines tells a part of the secret.</summary>
    public IEnumerable<string> Traces(Canary canary) => Write(canary).Split(["\r\n", "\n"], StringSplitOptions.None);
}
