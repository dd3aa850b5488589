namespace ConvosoConnect.Sdk;

/// <summary>
/// Says whether the section that was given to <c>AddConvosoConnect</c> is in force with its current content. It is a singleton of the app's services. The health check of the
/// package <c>ConvosoConnect.Sdk.Resilience</c> reads it.
/// </summary>
public sealed class ConvosoConnectConfigurationStatus
{
    private string? _fault;

    internal ConvosoConnectConfigurationStatus()
    {
    }

    /// <summary>
    /// Everything that is wrong with the section since its last reload; the last good state is then still in force. Null (the default) while the section is in force or when none
    /// was given. The next good reload clears it. It holds no credentials, but names endpoints and settings.
    /// </summary>
    public string? Fault
    {
        get => Volatile.Read(ref _fault);
        internal set => Volatile.Write(ref _fault, value);
    }
}
