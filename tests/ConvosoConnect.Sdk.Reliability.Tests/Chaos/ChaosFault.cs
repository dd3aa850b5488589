namespace ConvosoConnect.Sdk.Reliability.Tests.Chaos;

/// <summary>How a send goes wrong.</summary>
internal enum ChaosFault
{
    None,
    StoreThrows,
    Hang,
    Status500,
    Status429,
    ResetBeforeHeaders,
    ResetInBody,
    Html,
    KeyMissing,
    Rejection,
}
