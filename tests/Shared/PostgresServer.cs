using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ConvosoConnect.Sdk.Tests;

/// <summary>
/// A PostgreSQL server of one's own on 127.0.0.1, made from the installed binaries in a temporary folder. The programs refuse to run as root, so root lends
/// them another user.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Package = "postgresql";

    private readonly string _binaries;
    private readonly string _folder;
    private readonly int _port;

    private PostgresServer(string binaries, string folder, int port) => (_binaries, _folder, _port) = (binaries, folder, port);

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Timeout=5;Command Timeout=30";

    private string Data => Path.Combine(_folder, "data");

    public static Task<PostgresServer> StartNewAsync() => StartAsync(Directory.CreateTempSubdirectory("convoso-connect-pg-").FullName);

    /// <summary>Starts a server in a folder, with the databases that it holds; makes them where it is empty.</summary>
    public static async Task<PostgresServer> StartAsync(string folder)
    {
        var result = new PostgresServer(Binaries(), folder, FreePort());
        if (!Directory.Exists(result.Data))
        {
            if (Environment.UserName == "root")
            {
                await RunAsync("chown", "nobody", Directory.CreateDirectory(folder).FullName);
            }

            await result.RunAsUserAsync("initdb", "-D", result.Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync");
        }

        await result.StartAsync();
        return result;
    }

    public Task StartAsync() => RunAsUserAsync(
        "pg_ctl", "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_folder, "log"), "-o", $"-h 127.0.0.1 -p {_port} -k '' -c shared_buffers=256MB", "start");

    /// <summary>Stops the server as a crash would: nothing is finished first.</summary>
    public Task StopAsync() => RunAsUserAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    /// <summary>Stops the server in good order and leaves its folder.</summary>
    public Task StopAndKeepAsync() => RunAsUserAsync("pg_ctl", "-D", Data, "-w", "-m", "fast", "stop");

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        catch (InvalidOperationException)
        {
            // It was stopped before.
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>
    /// Where the programs are: where the one on PATH leads to, or the folder that Debian keeps them in, the newest version's, which is not on PATH.
    /// </summary>
    private static string Binaries()
    {
        string debian = "/usr/lib/postgresql";
        IEnumerable<string> folders = Directory.Exists(debian)
            ? Directory.EnumerateDirectories(debian).OrderByDescending(f => int.TryParse(Path.GetFileName(f), out int version) ? version : 0).Select(f => Path.Combine(f, "bin"))
            : [];
        string path = string.Join(Path.PathSeparator, folders.Prepend(Environment.GetEnvironmentVariable("PATH")));
        string initdb = Requirement.Binary("initdb", Package, path);
        return Path.GetDirectoryName(File.ResolveLinkTarget(initdb, returnFinalTarget: true)?.FullName ?? initdb)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task RunAsUserAsync(string program, params string[] arguments)
    {
        string path = Path.Combine(_binaries, program);
        return Environment.UserName == "root"
            ? RunAsync("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // Output goes nowhere: the server that pg_ctl leaves behind would keep a pipe open for as long as it lives.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = Path.GetTempPath() };
        using Process process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(limit.Token);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
