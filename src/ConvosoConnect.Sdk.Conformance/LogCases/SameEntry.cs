using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Compares entries member by member.</summary>
internal static class SameEntry
{
    public static async Task ReturnsAsync(IConnectLogStore store, ConnectLogEntry entry, CancellationToken token)
    {
        long id = await store.AppendAsync(entry, token).ConfigureAwait(false);
        CheckSame(entry with { Id = id }, await store.LoadAsync(id, token).ConfigureAwait(false));
    }

    public static void CheckSame(ConnectLogEntry expected, ConnectLogEntry seen)
    {
        Check.Equal(nameof(seen.Id), expected.Id, seen.Id);
        Check.Equal(nameof(seen.Timestamp), expected.Timestamp.ToUniversalTime(), seen.Timestamp.ToUniversalTime());
        Check.Equal(nameof(seen.EndpointId), expected.EndpointId, seen.EndpointId);
        Check.Equal(nameof(seen.EndpointName), expected.EndpointName, seen.EndpointName);
        Check.Equal(nameof(seen.LeadId), expected.LeadId, seen.LeadId);
        Check.Equal(nameof(seen.PrimaryPhone), expected.PrimaryPhone, seen.PrimaryPhone);
        Check.Equal(nameof(seen.Result), expected.Result, seen.Result);
        Check.Equal(nameof(seen.ResponseBody), expected.ResponseBody, seen.ResponseBody);
        Check.Equal(nameof(seen.StatusCode), expected.StatusCode, seen.StatusCode);
        Check.Equal(nameof(seen.ErrorKind), expected.ErrorKind, seen.ErrorKind);
        Check.Equal(nameof(seen.ErrorMessage), expected.ErrorMessage, seen.ErrorMessage);
        Check.Equal(nameof(seen.Duration), expected.Duration, seen.Duration);
        Check.Equal(nameof(seen.Origin), expected.Origin, seen.Origin);
        Check.Equal(nameof(seen.Direction), expected.Direction, seen.Direction);
        Check.Sequence(nameof(seen.Attempts), expected.Attempts, seen.Attempts);
        Check.Equal(nameof(seen.IdempotencyKey), expected.IdempotencyKey, seen.IdempotencyKey);
        Check.Equal(nameof(seen.ResendOf), expected.ResendOf, seen.ResendOf);
        Check.Sequence(nameof(seen.Captures), expected.Captures.OrderBy(c => c.Key, StringComparer.Ordinal), seen.Captures.OrderBy(c => c.Key, StringComparer.Ordinal));
        Check.Equal("whether there is InputData", expected.InputData is not null, seen.InputData is not null);
        if (expected.InputData is { } input && seen.InputData is { } other)
        {
            Check.Equal(nameof(input.Method), input.Method, other.Method);
            Check.Equal(nameof(input.Url), input.Url, other.Url);
            Check.Equal(nameof(input.Body), input.Body, other.Body);
            Check.Sequence(nameof(input.Headers), input.Headers, other.Headers);
        }
    }
}
