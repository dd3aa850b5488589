using System.Runtime.CompilerServices;
using ConvosoConnect.Sdk.Integrators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ConvosoConnect.Sdk.Conformance.Examples;

/// <summary>What an example did. Without a result, the endpoint or adaptor could not be saved, and the sentence says why.</summary>
internal sealed record ExampleOutcome(IReadOnlyList<RecordedRequest> Requests, ConnectResult? Result, ConnectLogEntry? Entry, string? Invalid)
{
    public RecordedRequest? Request => Requests.Count == 0 ? null : Requests[0];
}

/// <summary>Runs examples through an engine as an app has it. Only the primary HTTP handler and the clock are replaced, and the log masks nothing.</summary>
/// <param name="build">Adds the integrator.</param>
internal sealed class ExampleRunner(Action<ConvosoConnectBuilder>? build)
{
    /// <summary>The id of endpoint, adaptor, lead and send. It is short, because an endpoint whose id holds its own token is refused.</summary>
    public const string Id = "run";

    private static readonly CannedResponse Empty = new(200, new Dictionary<string, string>(), []);

    /// <summary>The sentence that there is no such integrator; null when there is one.</summary>
    public string? FindUnknown(string integrator)
    {
        using ConvosoConnectEngine engine = Open(new RecordingHandler(Empty));
        string[] names = [.. engine.Services.GetServices<IIntegratorTemplate>().Select(t => t.Name)];
        return names.Contains(integrator, StringComparer.OrdinalIgnoreCase)
            ? null
            : $"integrator: There is no integrator '{integrator}'. There are {string.Join(", ", names)}.";
    }

    public async Task<ExampleOutcome> RunAsync(Example example, CancellationToken cancellationToken)
    {
        var handler = new RecordingHandler(example.Response ?? Empty);
        ConvosoConnectEngine engine = Open(handler);
        await using ConfiguredAsyncDisposable ended = engine.ConfigureAwait(false);
        try
        {
            await engine.Adaptors.SaveAsync(new Adaptor { Id = Id, Name = Id, Fields = example.Rows! }, cancellationToken).ConfigureAwait(false);
            await engine.Endpoints.SaveAsync(example.Endpoint!, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectValidationException exception)
        {
            return new([], null, null, exception.Message);
        }

        ConnectResult result =
            await engine.Client.SendAsync(Id, example.Lead!, new SendOptions { IdempotencyKey = Id }, cancellationToken).ConfigureAwait(false);
        ConnectLogEntry? entry = result.LogId is { } id ? await engine.Log.GetAsync(id, cancellationToken).ConfigureAwait(false) : null;
        return new(handler.Requests, result, entry, null);
    }

    private ConvosoConnectEngine Open(RecordingHandler handler) => ConvosoConnectEngine.Create(builder =>
    {
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new ExampleClock()));
        build?.Invoke(builder);
        builder.Services.Configure<ConvosoConnectOptions>(options => options.MaskCredentials = false);
        builder.ConfigureHttpClient(client => client.ConfigurePrimaryHttpMessageHandler(() => handler));
    });

    /// <summary>Stands still, so that ages and other values that depend on the day are always the same.</summary>
    private sealed class ExampleClock : TimeProvider
    {
        private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
