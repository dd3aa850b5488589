namespace ConvosoConnect.Sdk.Sending.Plans;

/// <summary>An endpoint that cannot be used as it is stored.</summary>
/// <param name="Error">The error of each send through this endpoint.</param>
internal sealed record UnusableEndpoint(ConnectError Error) : CompiledEndpoint
{
    public override string ToString() => base.ToString();
}
