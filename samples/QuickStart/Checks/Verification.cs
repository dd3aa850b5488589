using ConvosoConnect.Sdk;
using QuickStart.Crm;

namespace QuickStart.Checks;

/// <summary>What must be so at the end, told from the receiver's side wherever it can be.</summary>
internal sealed class Verification(Expectations expect, CrmReceiver crm, IReadOnlyList<LeadRecord> leads)
{
    public void Deliveries(IReadOnlyList<ConnectEndpoint> endpoints, IReadOnlyList<Delivery> deliveries)
    {
        var sent = leads.Select(l => l.Id).ToHashSet();
        foreach (ConnectEndpoint endpoint in endpoints)
        {
            string path = new Uri(endpoint.ApiUrl).AbsolutePath;
            string[] received = [.. crm.Requests.Where(r => r.Path == path).Select(r => r.LeadId)];
            expect.That(
                received.Length == leads.Count && sent.SetEquals(received),
                $"{endpoint.Name}: the receiver got each of the {leads.Count} leads once",
                $"it got {received.Length} requests for {received.Intersect(sent).Count()} of the leads");
        }

        Delivery[] refused = [.. deliveries.Where(d => !d.Result.Succeeded)];
        expect.That(
            refused is [{ Endpoint.Id: "hubspot", Result.StatusCode: 409 } one] && one.Lead.Lead["email"] == CrmDesk.KnownEmail,
            $"{deliveries.Count - 1} sends were accepted; one was refused, since HubSpot has that contact already",
            $"{refused.Length} were refused: {string.Join("; ", refused.Select(d => $"{d.Endpoint.Id} {d.Lead.Id} {d.Result}").Take(5))}");
        expect.That(
            deliveries.Where(d => d.Result.Succeeded).All(d => d.Result.Value == ExpectedValue(d)),
            "Each result is the value under the endpoint's Response Key",
            string.Join("; ", deliveries.Where(d => d.Result.Succeeded && d.Result.Value != ExpectedValue(d)).Select(d => $"{d.Endpoint.Id} {d.Lead.Id}").Take(5)));
    }

    public void Bytes()
    {
        expect.Equal(ExpectedRequests.FormBody, First("/leads/form")?.Body, "The form body of the first lead is right byte for byte");
        expect.Equal(ExpectedRequests.ApiBody, First("/leads/api")?.Body, "The JSON body of the first lead is right byte for byte");
        expect.Equal(ExpectedRequests.HubSpotBody, First("/crm/v3/objects/contacts")?.Body, "The HubSpot body of the first lead is right byte for byte");
        expect.Equal(ExpectedRequests.LookupTarget, First("/lookup")?.Target, "The lookup query of the first lead is right byte for byte");
    }

    public void Failure(ConnectResult failure)
    {
        expect.Equal(ConnectErrorKind.ResponseUnreadable, failure.Error?.Kind, "The login page was recognised as a response of the wrong type");
        expect.Equal("Response Data Type", failure.Diagnosis?.Cause?.Name, "The diagnosis names the Response Data Type as the cause");
    }

    public async Task LogAsync(IConnectLogStore log, EarlierRuns earlier, CancellationToken cancellationToken)
    {
        long total = (await log.QueryAsync(earlier.SinceThen, cancellationToken)).Total;
        expect.Equal(crm.Requests.Count, total, $"The log has one entry for each of the {crm.Requests.Count} requests that the receiver got");
        expect.Equal(total, LogFile.Count(), $"{LogFile.Name} has as many records");
        if (earlier is { Entries: > 0, IsExact: true })
        {
            long all = (await log.QueryAsync(new ConnectLogQuery(), cancellationToken)).Total;
            expect.Equal(earlier.Entries + total, all, $"The {earlier.Entries} entries of earlier runs are still there");
        }
    }

    public async Task CredentialsAsync(IEnumerable<ConnectEndpoint> endpoints, Screen screen, CancellationToken cancellationToken)
    {
        string[] credentials = [.. endpoints.SelectMany(Credentials.Of)];
        string written = await File.ReadAllTextAsync(LogFile.Name, cancellationToken);
        expect.That(credentials.Length >= 5 && written.Contains("***", StringComparison.Ordinal), $"{LogFile.Name} shows credentials as ***", "there is no ***");
        foreach ((string place, string text) in new[] { ("this output", screen.Shown), (LogFile.Name, written) })
        {
            int found = credentials.Count(c => text.Contains(c, StringComparison.Ordinal));
            expect.Equal(0, found, $"None of the {credentials.Length} credentials occurs in {place}");
        }
    }

    private static string ExpectedValue(Delivery delivery) => delivery.Endpoint.Id switch
    {
        "form" => $"F-{delivery.Lead.Id}",
        "api" => $"A-{delivery.Lead.Id}",
        "hubspot" => $"90{delivery.Lead.Id}",
        _ => "8884565454",
    };

    private CrmRequest? First(string path) => crm.Requests.FirstOrDefault(r => r.Path == path && r.LeadId == ExpectedRequests.LeadId);
}
