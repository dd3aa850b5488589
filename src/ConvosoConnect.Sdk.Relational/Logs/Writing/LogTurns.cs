namespace ConvosoConnect.Sdk.Relational.Logs.Writing;

/// <summary>
/// The entries that wait to be written, by endpoint. A batch goes round the endpoints, and each has a share of it by the work that its entries make, so that an
/// endpoint whose entries are long delays its own and hardly those of others. Used by the writer alone.
/// </summary>
internal sealed class LogTurns
{
    private const int MostRows = 512;
    private const int MostWork = 8 * 1024 * 1024;

    // A share holds some 40 ordinary entries. One longer than its share waits until the shares of several batches suffice for it.
    private const int Share = 64 * 1024;

    // An endpoint gets one more share for each so many entries that wait, so that many senders wait no longer than few.
    private const int RowsOfShare = 64;

    // An endpoint that had no entry for so many batches counts as idle.
    private const int IdleBatches = 64;

    private readonly Dictionary<string, Lane> _lanes = [];
    private readonly Queue<Lane> _waiting = new();
    private long _batch;

    public bool IsEmpty => _waiting.Count == 0;

    public void Add(LogRow row)
    {
        if (!_lanes.TryGetValue(row.EndpointId, out Lane? lane))
        {
            _lanes.Add(row.EndpointId, lane = new Lane());
        }

        if (lane.Rows.Count == 0)
        {
            _waiting.Enqueue(lane);
        }

        lane.Rows.Enqueue(row);
    }

    /// <summary>Takes the rows of the next batch: at least one, where any waits.</summary>
    public void Take(List<LogRow> batch)
    {
        ForgetIdle();
        for (long work = 0; batch.Count == 0 && _waiting.Count > 0;)
        {
            for (int turns = _waiting.Count; turns > 0 && batch.Count < MostRows && work < MostWork; turns--)
            {
                Lane lane = _waiting.Dequeue();
                work += lane.Take(batch, _lanes.Count == 1 ? MostWork : Share * (1 + (lane.Rows.Count / RowsOfShare)), MostRows);
                lane.LastBatch = _batch;
                if (lane.Rows.Count > 0)
                {
                    _waiting.Enqueue(lane);
                }
            }
        }
    }

    private void ForgetIdle()
    {
        if (++_batch % IdleBatches != 0)
        {
            return;
        }

        foreach ((string endpointId, Lane lane) in _lanes)
        {
            if (lane.Rows.Count == 0 && lane.LastBatch < _batch - IdleBatches)
            {
                _lanes.Remove(endpointId);
            }
        }
    }

    private sealed class Lane
    {
        private long _credit;

        public Queue<LogRow> Rows { get; } = new();

        public long LastBatch { get; set; }

        /// <summary>Takes rows worth one share and what was saved up; the rest is saved only while rows wait.</summary>
        public long Take(List<LogRow> batch, long share, int mostRows)
        {
            long taken = 0;
            _credit += share;
            while (batch.Count < mostRows && Rows.TryPeek(out LogRow? row) && row.Work <= _credit)
            {
                batch.Add(Rows.Dequeue());
                _credit -= row.Work;
                taken += row.Work;
            }

            _credit = Rows.Count == 0 ? 0 : Math.Min(_credit, Math.Max(Rows.Peek().Work, share));
            return taken;
        }
    }
}
