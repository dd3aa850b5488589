namespace ConvosoConnect.Sdk;

/// <summary>
/// Whether the section that was given to <c>AddConvosoConnect</c> is in force as it stands now; a singleton of the app's services. The health check of the package
/// <c>ConvosoConnect.Sdk.Resilience</c> reads it.
/// </summary>
public sealed class ConvosoConnectConfigurationStatus
{
    private string? _fault;

    internal ConvosoConnectConfigurationStatus()
    {
    }

    /// <summary>
    /// Everything that is wrong with the section since its last reload, so that the last good state is still in force. Null (the default) while the section is in force,
    /// and where none was given. Cleared by the next good reload. It holds no credentials, but names endpoints and settings.
    /// </summary>
    public string? Fault
    {
        get => Volatile.Read(ref _fault);
        internal set => Volatile.Write(ref _fault, value);
    }
}
