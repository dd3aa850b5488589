namespace ConvosoConnect.Sdk.Load;

/// <summary>A way to get a lead to the receiver.</summary>
internal interface IContender : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Sends the n-th lead; false when it failed.</summary>
    Task<bool> SendAsync(long n);
}
