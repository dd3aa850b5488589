using System.Diagnostics.Metrics;

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

    /// <summary>
    /// The tag that names the account, <c>convosoconnect.account</c>: of each activity, of each measurement, and of the meter itself. Engines without an account have none.
    /// </summary>
    public const string AccountTag = "convosoconnect.account";

    /// <summary>Finds the tags that the measurements of a meter carry, for packages with instruments of their own.</summary>
    /// <param name="meter">A meter that the engine's <see cref="IMeterFactory"/> made.</param>
    /// <returns>The account, under <see cref="AccountTag"/>; empty for an engine without an account.</returns>
    public static IReadOnlyList<KeyValuePair<string, object?>> TagsOf(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        return [.. (meter.Tags ?? []).Where(tag => tag.Key == AccountTag)];
    }
}
