using ConvosoConnect.Sdk;

namespace QuickStart;

/// <summary>One lead that went through one endpoint, and what came of it.</summary>
internal sealed record Delivery(ConnectEndpoint Endpoint, LeadRecord Lead, ConnectResult Result);
