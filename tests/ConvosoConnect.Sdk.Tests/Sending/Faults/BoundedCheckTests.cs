using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Stores that never answer and do not look at their token: the check of an endpoint ends in time all the same.</summary>
public sealed class BoundedCheckTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.Parse("2026-07-01T12:00:00Z", null));

    [Theory]
    [InlineData(true, "The endpoint store did not finish within 2 seconds")]
    [InlineData(false, "The adaptor store did not finish within 2 seconds")]
    public async Task ValidateAsync_StoreIgnoresItsToken_ThrowsTimeoutThatNamesTheStore(bool isEndpoints, string sentence)
    {
        var stores = new HangingStores(isEndpoints);
        await using Engine engine = Create(stores);

        Task<IReadOnlyList<ValidationProblem>> checking = engine.Client.ValidateAsync(Engine.Endpoint("https://crm.example.com/"), Engine.Token);
        await stores.Reached.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(checking.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        var exception = await Assert.ThrowsAsync<TimeoutException>(() => checking.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token));

        Assert.StartsWith(sentence, exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("raise the option RequestTimeout.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ValidateAsync_CallerCancelsAStoreThatIgnoresIt_IsCancelledWithItsToken(bool isEndpoints)
    {
        var stores = new HangingStores(isEndpoints);
        await using Engine engine = Create(stores);
        using var caller = new CancellationTokenSource();

        Task<IReadOnlyList<ValidationProblem>> checking = engine.Client.ValidateAsync(Engine.Endpoint("https://crm.example.com/"), caller.Token);
        await stores.Reached.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token);
        await caller.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => checking.WaitAsync(TimeSpan.FromSeconds(20), Engine.Token));

        Assert.Equal(caller.Token, exception.CancellationToken);
    }

    private Engine Create(HangingStores stores) => new(o => o.RequestTimeout = TimeSpan.FromSeconds(2), b =>
    {
        b.Services.AddSingleton<TimeProvider>(_clock);
        b.Services.AddSingleton<IEndpointStore>(stores);
        b.Services.AddSingleton<IAdaptorStore>(stores);
    });

    /// <summary>Stores of which one never answers.</summary>
    private sealed class HangingStores(bool isEndpoints) : IEndpointStore, IAdaptorStore
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        ValueTask<ConnectEndpoint?> IEndpointStore.GetAsync(string id, CancellationToken cancellationToken) => isEndpoints ? new(Hang<ConnectEndpoint?>()) : default;

        ValueTask<IReadOnlyList<ConnectEndpoint>> IEndpointStore.ListAsync(EndpointFilter? filter, CancellationToken cancellationToken) => throw new NotSupportedException();

        ValueTask<ConnectEndpoint> IEndpointStore.SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken) => throw new NotSupportedException();

        ValueTask<bool> IEndpointStore.DeleteAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

        ValueTask<Adaptor?> IAdaptorStore.GetAsync(string id, CancellationToken cancellationToken) => new(Hang<Adaptor?>());

        ValueTask<IReadOnlyList<Adaptor>> IAdaptorStore.ListAsync(AdaptorFilter? filter, CancellationToken cancellationToken) => throw new NotSupportedException();

        ValueTask<Adaptor> IAdaptorStore.SaveAsync(Adaptor adaptor, CancellationToken cancellationToken) => throw new NotSupportedException();

        ValueTask<bool> IAdaptorStore.DeleteAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

        private Task<T> Hang<T>()
        {
            _reached.TrySetResult();
            return new TaskCompletionSource<T>().Task;
        }
    }
}
