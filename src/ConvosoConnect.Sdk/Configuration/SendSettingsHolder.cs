namespace ConvosoConnect.Sdk.Configuration;

/// <summary>Holds the settings in force. An app has one holder; when the configuration changes, its content is replaced.</summary>
internal sealed class SendSettingsHolder(SendSettings initial)
{
    private SendSettings _current = initial;

    public SendSettings Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }
}
