using System.Diagnostics;

namespace ConvosoConnect.Sdk.Load;

/// <summary>The receiver, in a process of its own.</summary>
internal sealed class ReceiverProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ReceiverProcess(Process process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    public static async Task<ReceiverProcess> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ReceiverProcess).Assembly.Location);
        }

        start.ArgumentList.Add("receive");
        Process process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string? address = await process.StandardOutput.ReadLineAsync(limit.Token);
        return new ReceiverProcess(process, (address ?? throw new InvalidOperationException("The receiver ended before it listened.")) + "/intake");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
