namespace ConvosoConnect.Sdk.Configuration;

/// <summary>When a reload that changes an option takes effect.</summary>
internal enum OptionEffect
{
    AtOnce,

    /// <summary>As the HTTP client factory renews its handlers.</summary>
    WithNewHandlers,

    AtRestart,
}
