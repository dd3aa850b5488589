using ConvosoConnect.Sdk;

namespace Batch;

/// <summary>One import of many leads, which can be stopped and goes on where it was.</summary>
internal sealed class Import(IConvosoConnectClient client, int count)
{
    /// <summary>How many leads are done with, from the first one on. An app would keep it in a file or a table.</summary>
    public int Done { get; private set; }

    /// <summary>The summary of the last run.</summary>
    public SendManySummary? Summary { get; private set; }

    /// <summary>Goes back to a place that was saved earlier: the leads after it are sent again, under the same keys.</summary>
    /// <param name="leads">How many leads before the last one.</param>
    public void GoBack(int leads) => Done = Math.Max(0, Done - leads);

    /// <summary>Sends what is left.</summary>
    /// <param name="onDone">Called with each lead that is done with.</param>
    /// <param name="cancellationToken">Stops the import: what is under way finishes, and its results are counted.</param>
    /// <returns>Whether all is done.</returns>
    public async Task<bool> RunAsync(Action<int> onDone, CancellationToken cancellationToken)
    {
        var options = new SendManyOptions
        {
            MaxConcurrency = 16,

            // In order, so that one number says how far the import is.
            InOrder = true,
            Origin = "import",

            // The same on every run, so that the receiver drops a lead that it has already.
            IdempotencyKey = lead => $"import-{lead.Id}",
            Summary = summary => Summary = summary,
        };
        try
        {
            // Where a lead was not sent, that one is the first of the next run; those after it that were sent already go out again, and the receiver drops them.
            bool isGap = false;
            await foreach (SendManyResult result in client.SendManyAsync("crm", Leads(Done), options, cancellationToken))
            {
                if (result.Result.Error?.Kind == ConnectErrorKind.Cancelled)
                {
                    isGap = true;
                    continue;
                }

                if (!result.Result.Succeeded)
                {
                    throw new InvalidOperationException($"Lead {result.Lead.Id}: {result.Result.Error}");
                }

                if (!isGap)
                {
                    onDone(++Done);
                }
            }

            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The leads as they would come from a file or a query: one at a time, so that they are never all in memory.</summary>
    private IEnumerable<LeadRecord> Leads(int from)
    {
        for (int i = from; i < count; i++)
        {
            yield return new LeadRecord
            {
                Id = $"L{i:00000}",
                Lead = new Dictionary<string, LeadValue> { ["first_name"] = $"Lead {i}", ["phone_number"] = $"702{5_550_000 + i}" },
            };
        }
    }
}
