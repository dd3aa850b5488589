using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ConvosoConnect.Sdk.Tests;
using ConvosoConnect.Sdk.Tests.Support;

namespace ConvosoConnect.Sdk.Credentials.Tests.Support;

/// <summary>An nginx on 127.0.0.1 that wants a client certificate of the authority and answers with its name.</summary>
internal sealed class NginxServer : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private NginxServer(DirectoryInfo folder, Process process, int port) => (_folder, _process, Url) = (folder, process, $"https://127.0.0.1:{port}/");

    public string Url { get; }

    public static async Task<NginxServer> StartAsync(string protocol)
    {
        string program = Requirement.Binary("nginx", "nginx", $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}/usr/sbin");
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        using X509Certificate2 certificate = Certificates.Create("127.0.0.1");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "server.pem"), Certificates.Pem(certificate));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "authority.pem"), Certificates.Authority.ExportCertificatePem());
        int port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "nginx.conf"), $$"""
            daemon off; master_process off; pid nginx.pid; error_log stderr;
            events { }
            http {
              access_log off; client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e;
              server {
                listen 127.0.0.1:{{port}} ssl; ssl_protocols {{protocol}}; ssl_certificate server.pem; ssl_certificate_key server.pem;
                ssl_client_certificate authority.pem; ssl_verify_client on;
                location / { default_type application/json; return 200 '{"ok":"$ssl_protocol $ssl_client_s_dn"}'; }
              }
            }
            """);
        var start = new ProcessStartInfo(program, ["-p", folder.FullName, "-c", "nginx.conf", "-e", "stderr"]) { RedirectStandardError = true };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("nginx did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await Eventually.IsTrueAsync(() => process.HasExited || Listens(port));
        return process.HasExited ? throw new InvalidOperationException($"nginx ended: {await errors}") : new NginxServer(folder, process, port);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool Listens(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
