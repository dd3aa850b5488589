using System.Security.Cryptography.X509Certificates;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>
/// Whatever a receiver does, the send has its documented result within its time and memory, leaves one log entry, and its connection is closed from this side
/// while the engine still runs. Results, entries and secrets are compared by <see cref="FaultLab"/>.
/// </summary>
[Collection(MeasuredGroup.Name)]
public sealed class FaultTableTests
{
    private const long MostAllocated = 24 << 20;

    // Four million characters, as they are sent and as they are logged.
    private const long MostAllocatedOfBigLead = 96 << 20;
    private const int Storm = 200;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(400);

    public static TheoryData<string> Names => [.. FaultCases.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SendAsync_Fault_HasItsResultInTimeAndLeavesNoConnection(string name)
    {
        FaultCase fault = FaultCases.All.Single(f => f.Name == name);
        await using var server = FaultServer.Start(async connection =>
        {
            await fault.Script(connection);
            await connection.DrainAsync();
        });
        bool waits = fault.Kind is ConnectErrorKind.Timeout or ConnectErrorKind.Connect || fault.OrKind is ConnectErrorKind.Timeout;
        await using var lab = new FaultLab(
            options => (options.RequestTimeout, options.ConnectTimeout) = waits ? (Limit, Limit) : (options.RequestTimeout, options.ConnectTimeout),
            fault.Build);

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(fault.IsHttps ? server.HttpsUrl : server.Url), lead: fault.Lead);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{sent.Result.Error?.Kind} {sent.Result.StatusCode} in {sent.Result.Duration.TotalMilliseconds:N0} ms, {sent.Allocated:N0} bytes: {sent.Result.Error?.Message}");
        Assert.Contains(sent.Result.Error?.Kind, new[] { fault.Kind, fault.OrKind ?? fault.Kind });
        Assert.Equal(fault.Kind is null, sent.Result.Succeeded);
        Assert.Equal(fault.Status, sent.Result.StatusCode);
        Assert.InRange(sent.Result.Duration, waits ? Limit * 0.9 : TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(sent.Allocated, 1, fault.Lead is null ? MostAllocated : MostAllocatedOfBigLead);
        Assert.InRange(server.Connections, 1, fault.MostConnections);
        if (!fault.KeepsConnection)
        {
            await server.AllEnded;
        }
    }

    [Theory]
    [InlineData(null, 30, false)]
    [InlineData(null, -1, true)]
    [InlineData("other.example", 30, true)]
    public async Task SendAsync_CertificateIsBad_IsTlsAndLeavesNoConnection(string? host, int daysLeft, bool trusted)
    {
        using X509Certificate2 certificate = TestCertificates.Create(host, daysLeft);
        await using var server = FaultServer.Start(async connection =>
        {
            await connection.HandshakeAsync(certificate);
            await connection.DrainAsync();
        });
        await using var lab = new FaultLab(build: trusted ? TestCertificates.Trusted(certificate) : null);

        Sent sent = await lab.SendAsync(server.HttpsUrl);

        Assert.Equal(ConnectErrorKind.Tls, sent.Result.Error?.Kind);
        Assert.InRange(sent.Result.Duration, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await server.AllEnded;
    }

    [Fact]
    public async Task SendAsync_NobodyListens_IsConnectInTime()
    {
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync($"http://127.0.0.1:{FaultServer.ClosedPort()}");

        Assert.Equal(ConnectErrorKind.Connect, sent.Result.Error?.Kind);
        Assert.InRange(sent.Result.Duration, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task SendAsync_StormOf429_EachIsAResultAndConnectionsReturnToZero()
    {
        const string answer = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n";
        int requests = 0;
        await using var server = FaultServer.Start(async connection =>
        {
            while ((await connection.ReadRequestAsync()).Length > 0)
            {
                Interlocked.Increment(ref requests);
                await connection.WriteAsync(answer);
            }
        });
        await using var lab = new FaultLab(build: builder => builder.ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(
            (handler, _) => ((SocketsHttpHandler)handler).PooledConnectionIdleTimeout = TimeSpan.FromMilliseconds(200))));
        await lab.Engine.SaveAsync(FaultLab.Endpoint(server.Url));

        ConnectResult[] results = await Task.WhenAll(
            Enumerable.Range(0, Storm).Select(_ => Task.Run(() => lab.Engine.Client.SendAsync("crm", Engine.Lead, Engine.Token))));

        Assert.All(results, result => Assert.Equal((ConnectErrorKind.HttpStatus, 429), (result.Error!.Kind, result.StatusCode)));
        Assert.Equal(Storm, results.Select(result => result.LogId).Distinct().Count());
        Assert.Equal(Storm, requests);
        await server.AllEnded;
    }
}
