namespace ConvosoConnect.Sdk;

/// <summary>
/// The names of the activity source and the meter, for instance for OpenTelemetry's <c>AddSource</c> and <c>AddMeter</c>. All packages of the engine use them;
/// docs/observability.md lists activities, instruments and tags.
/// </summary>
public static class ConvosoConnectTelemetry
{
    /// <summary>The name of the activity source.</summary>
    public const string SourceName = "ConvosoConnect.Sdk";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "ConvosoConnect.Sdk";
}
