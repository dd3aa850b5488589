namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>Says, by being registered, that the app has a delivery handler, and makes it.</summary>
/// <param name="Make">Makes one.</param>
internal sealed record DeliverySupport(Func<IServiceProvider, DelegatingHandler> Make);
