using System.Collections.Concurrent;
using ConvosoConnect.Sdk;

namespace QuickStart;

/// <summary>Sends every lead through every endpoint, eight sends at a time.</summary>
internal static class Batch
{
    private const int AtATime = 8;

    public static async Task<IReadOnlyList<Delivery>> SendAsync(
        IConvosoConnectClient client,
        IReadOnlyList<ConnectEndpoint> endpoints,
        IReadOnlyList<LeadRecord> leads,
        Action<Delivery> onDelivered,
        CancellationToken cancellationToken)
    {
        var deliveries = new ConcurrentQueue<Delivery>();
        var jobs = from lead in leads from endpoint in endpoints select (endpoint, lead);
        var bound = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(jobs, bound, async (job, token) =>
        {
            ConnectResult result = await client.SendAsync(job.endpoint.Id, job.lead, token);
            var delivery = new Delivery(job.endpoint, job.lead, result);
            deliveries.Enqueue(delivery);
            onDelivered(delivery);
        });
        return [.. deliveries];
    }
}
