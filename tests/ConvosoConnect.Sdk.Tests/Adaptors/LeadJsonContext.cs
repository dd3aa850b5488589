using System.Text.Json.Serialization;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.Tests.Adaptors;

/// <summary>What an app without reflection has.</summary>
[JsonSerializable(typeof(LeadRecord))]
[JsonSerializable(typeof(LeadRecord[]))]
[JsonSerializable(typeof(LeadValue?))]
[JsonSerializable(typeof(Dictionary<string, LeadValue>))]
internal sealed partial class LeadJsonContext : JsonSerializerContext;
