using System.Net;
using System.Security.Cryptography.X509Certificates;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Destinations;

/// <summary>A reload forbids the address of an HTTP/2 connection that several sends share: nobody is told that nothing was sent of a lead that the receiver has.</summary>
public sealed class CutOffTests : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate = TestCertificates.Create("crm.example");
    private readonly TaskCompletionSource _free = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly SemaphoreSlim _answered = new(0);
    private readonly List<string> _protocols = [];
    private LoopbackServer? _server;
    private Settings? _settings;

    [Fact]
    public async Task SendAsync_ReloadForbidsASharedConnection_OnlyWhatDidNotLeaveIsBlocked()
    {
        await StartAsync(_ => WaitAsync());
        Task<ConnectResult>[] slow = [SendAsync(), SendAsync()];
        await PassAsync(_arrived, slow.Length);

        Forbid();
        ConnectResult[] later = [await SendAsync(), await SendAsync()];

        foreach (ConnectResult cut in await Task.WhenAll(slow))
        {
            Assert.Equal(ConnectErrorKind.ConnectionReset, cut.Error?.Kind);
            Assert.Contains("options were changed meanwhile. The receiver may have taken the lead anyway; ask it.", cut.Error!.Message, StringComparison.Ordinal);
            Assert.Contains("Nothing more is sent to crm.example: its address 127.0.0.1 belongs to the loopback network", cut.Error.Message, StringComparison.Ordinal);
            Assert.Equal(DiagnosisVerdict.Suspect, cut.Diagnosis!.Steps[0].Verdict);
            Assert.DoesNotContain("othing was sent", $"{cut.Error} {cut.Diagnosis}", StringComparison.Ordinal);
            ConnectLogEntry? entry = await _settings!.Services.GetRequiredService<IConnectLogStore>().GetAsync(cut.LogId!.Value, Engine.Token);
            Assert.Equal((ConnectErrorKind.ConnectionReset, cut.Error.Message), (entry!.ErrorKind, entry.ErrorMessage));
        }

        Assert.All(later, blocked =>
        {
            Assert.Equal(ConnectErrorKind.Blocked, blocked.Error?.Kind);
            Assert.StartsWith("Nothing was sent to crm.example: its address 127.0.0.1 ", blocked.Error!.Message, StringComparison.Ordinal);
        });
        Assert.Equal(2, _server!.Requests.Count);
        Assert.Equal(["HTTP/2", "HTTP/2"], _protocols);
    }

    [Fact]
    public async Task SendAsync_ReloadForbidsTheAddressWhileTheAnswerArrives_IsNoBlockedSend()
    {
        await StartAsync(async context =>
        {
            await context.Response.WriteAsync("{\"ok\":", Engine.Token);
            await context.Response.Body.FlushAsync(Engine.Token);
            await WaitAsync();
        });
        Task<ConnectResult> slow = SendAsync();
        await PassAsync(_arrived, 1);
        await PassAsync(_answered, 1);

        Forbid();
        ConnectResult later = await SendAsync();
        ConnectResult cut = await slow;

        Assert.Equal((ConnectErrorKind.ConnectionReset, 200), (cut.Error?.Kind, cut.StatusCode ?? 0));
        Assert.Contains("may have taken the lead", cut.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectErrorKind.Blocked, later.Error?.Kind);
    }

    public async ValueTask DisposeAsync()
    {
        _free.TrySetResult();
        if (_settings is not null)
        {
            await _settings.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _certificate.Dispose();
        _arrived.Dispose();
        _answered.Dispose();
    }

    private async Task StartAsync(RequestDelegate answer)
    {
        _server = await LoopbackServer.StartAsync(
            context =>
            {
                lock (_protocols)
                {
                    _protocols.Add(context.Request.Protocol);
                }

                context.Response.ContentType = "application/json";
                return answer(context);
            },
            listen => listen.UseHttps(_certificate));
        _settings = new Settings(Configuration(open: true), builder =>
        {
            NameServer.Answering("127.0.0.1").Under(builder);
            TestCertificates.Trusted(_certificate)(builder);
            HandlerOf.Added(async (send, request, _) =>
            {
                (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
                HttpResponseMessage response = await send();
                _answered.Release();
                return response;
            })(builder);
        });
    }

    private async Task WaitAsync()
    {
        _arrived.Release();
        await _free.Task;
    }

    private static async Task PassAsync(SemaphoreSlim gate, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.True(await gate.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token));
        }
    }

    private void Forbid() => _settings!.Change(Configuration(open: false));

    private Task<ConnectResult> SendAsync() => _settings!.Client.SendAsync("crm", Engine.Lead, Engine.Token);

    private string Configuration(bool open) => $$$"""
        {"AllowedNetworks":[{{{(open ? "\"127.0.0.0/8\"" : "")}}}],"Adaptors":{"map":{"Fields":[{"Field":"email","MappedTo":"e"}]}},
        "Endpoints":{"crm":{"Name":"CRM","ApiUrl":"https://crm.example:{{{new Uri(_server!.Url).Port}}}/","ResponseKey":"ok","AdaptorId":"map"} }}
        """;
}
