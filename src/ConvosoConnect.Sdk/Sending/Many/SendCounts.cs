namespace ConvosoConnect.Sdk.Sending.Many;

/// <summary>Counts the outcomes of many sends that end at the same time.</summary>
internal sealed class SendCounts
{
    private readonly long[] _failed = new long[Enum.GetValues<ConnectErrorKind>().Length];
    private long _succeeded;
    private long _allFailed;
    private long _notSent;

    public SendManyProgress Progress => new(Interlocked.Read(ref _succeeded), Interlocked.Read(ref _allFailed), Interlocked.Read(ref _notSent));

    public void AddNotSent() => Interlocked.Increment(ref _notSent);

    public void Add(ConnectResult result)
    {
        if (result.Error is { } error)
        {
            Interlocked.Increment(ref _failed[(int)error.Kind]);
            Interlocked.Increment(ref _allFailed);
        }
        else
        {
            Interlocked.Increment(ref _succeeded);
        }
    }

    public SendManySummary ToSummary(bool isSourceEnded)
    {
        SendManyProgress all = Progress;
        return new()
        {
            Succeeded = all.Succeeded,
            Failed = all.Failed,
            NotSent = all.NotSent,
            FailedByKind = [.. _failed.Index().Where(kind => kind.Item > 0).Select(kind => KeyValuePair.Create((ConnectErrorKind)kind.Index, kind.Item))],
            IsSourceEnded = isSourceEnded,
        };
    }
}
