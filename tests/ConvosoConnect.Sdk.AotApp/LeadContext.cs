using System.Text.Json.Serialization;

namespace ConvosoConnect.Sdk.AotApp;

/// <summary>What an app declares to have leads in its own JSON without reflection.</summary>
[JsonSerializable(typeof(LeadRecord))]
internal sealed partial class LeadContext : JsonSerializerContext;
