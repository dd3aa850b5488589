namespace ConvosoConnect.Sdk.Tests;

/// <summary>A delivery handler that keeps no rule: where it is registered, endpoints may have all of them.</summary>
internal sealed class IdleDelivery : DelegatingHandler;
