using System.Diagnostics.Metrics;

namespace ConvosoConnect.Sdk.Hosting.Accounts;

/// <summary>
/// Makes the meters of one engine and disposes them with it. Each carries the account, so that two engines do not measure under one name. The scope is the host's factory, so that
/// listeners of the host's metrics see them.
/// </summary>
internal sealed class AccountMeterFactory(IMeterFactory? host, string? account) : IMeterFactory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Name, string? Version), Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        lock (_gate)
        {
            if (!_meters.TryGetValue((options.Name, options.Version), out Meter? meter))
            {
                IEnumerable<KeyValuePair<string, object?>> tags = options.Tags ?? [];
                meter = new Meter(new MeterOptions(options.Name)
                {
                    Version = options.Version,
                    Tags = account is null ? tags : [.. tags, new(ConvosoConnectTelemetry.AccountTag, account)],
                    Scope = host ?? this,
                });
                _meters.Add((options.Name, options.Version), meter);
            }

            return meter;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (Meter meter in _meters.Values)
            {
                meter.Dispose();
            }
        }
    }
}
