using ConvosoConnect.Sdk.Tests;
using ConvosoConnect.Sdk.Transfer;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

public sealed class TransferTests
{
    [Fact]
    public async Task Import_OfAnExport_RoundTrips()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using var fromFile = new SqliteFile();
        using var toFile = new SqliteFile();
        await using ServiceProvider from = fromFile.Open(services => RichItems.AddParts(services.AddConvosoConnect()));
        await using ServiceProvider to = toFile.Open(services => RichItems.AddParts(services.AddConvosoConnect()));
        await RichItems.SaveAsync(from.GetRequiredService<IAdaptorStore>(), from.GetRequiredService<IEndpointStore>(), token);

        using MemoryStream exported = await ExportAsync(from);
        ConnectTransfer transfer = to.GetRequiredService<ConnectTransfer>();
        await transfer.ApplyAsync(await transfer.PlanImportAsync(exported, token), token);

        Assert.Equal(RichItems.Endpoint, (await to.GetRequiredService<IEndpointStore>().GetAsync(RichItems.Endpoint.Id, token))! with { Version = 0 });
        Assert.Equal(RichItems.Adaptor, (await to.GetRequiredService<IAdaptorStore>().GetAsync(RichItems.Adaptor.Id, token))! with { Version = 0 });
        Assert.Equal(RichItems.Inactive, (await to.GetRequiredService<IAdaptorStore>().GetAsync(RichItems.Inactive.Id, token))! with { Version = 0 });
        Assert.Equal(RichItems.Lookup, (await to.GetRequiredService<IEndpointStore>().GetAsync(RichItems.Lookup.Id, token))! with { Version = 0 });
        using MemoryStream again = await ExportAsync(to);
        Assert.Equal(exported.ToArray(), again.ToArray());

        async Task<MemoryStream> ExportAsync(ServiceProvider services)
        {
            var file = new MemoryStream();
            await services.GetRequiredService<ConnectTransfer>().ExportAsync(file, new() { IncludeSecrets = true }, token);
            file.Position = 0;
            return file;
        }
    }
}
