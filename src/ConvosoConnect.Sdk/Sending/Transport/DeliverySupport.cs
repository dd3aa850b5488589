namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>Makes the app's delivery handler. When no such service is registered, the app has no delivery handler.</summary>
/// <param name="Make">Makes a new handler.</param>
internal sealed record DeliverySupport(Func<IServiceProvider, DelegatingHandler> Make);
