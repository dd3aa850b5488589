using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ConvosoConnect.Sdk.Tests;
using Npgsql;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

/// <summary>
/// The pooler pgbouncer in front of a server, on a free port of 127.0.0.1; it lends connections by the transaction. It refuses to run as root, who lends it another user.
/// </summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private PgBouncer(Process process, string folder, int port) => (_process, _folder, ConnectionString) =
        (process, folder, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Timeout=5;No Reset On Close=true;Maximum Pool Size=4");

    public string ConnectionString { get; }

    public static async Task<PgBouncer> StartAsync(int serverPort)
    {
        string program = Requirement.Binary("pgbouncer", "pgbouncer", $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin");
        string folder = Directory.CreateTempSubdirectory("convoso-connect-pooler-").FullName;
        int port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "users"), "\"postgres\" \"\"\n");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "pgbouncer.ini"),
            $"""
            [databases]
            postgres = host=127.0.0.1 port={serverPort}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {folder}/users
            pool_mode = transaction
            default_pool_size = 3
            max_client_conn = 100
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }

        string[] command = Environment.UserName == "root"
            ? ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", program, "-q", Path.Combine(folder, "pgbouncer.ini")]
            : [program, "-q", Path.Combine(folder, "pgbouncer.ini")];
        var pooler = new PgBouncer(Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder })!, folder, port);
        await pooler.WaitAsync();
        return pooler;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=False");
                await connection.OpenAsync(limit.Token);
                return;
            }
            catch (NpgsqlException) when (!_process.HasExited && !limit.IsCancellationRequested)
            {
                // It is not listening yet.
                await Task.Yield();
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
