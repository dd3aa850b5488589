namespace ConvosoConnect.Sdk.Configuration;

/// <summary>The settings in force. One holder an app; whoever follows the configuration replaces its content.</summary>
internal sealed class SendSettingsHolder(SendSettings initial)
{
    private SendSettings _current = initial;

    public SendSettings Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }
}
