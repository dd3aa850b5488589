using System.Text.Json.Serialization;

namespace ConvosoConnect.Sdk.Tests.Leads;

/// <summary>What an app without reflection has.</summary>
[JsonSerializable(typeof(LeadRecord))]
[JsonSerializable(typeof(LeadRecord[]))]
[JsonSerializable(typeof(LeadValue?))]
[JsonSerializable(typeof(Dictionary<string, LeadValue>))]
internal sealed partial class LeadJsonContext : JsonSerializerContext;
