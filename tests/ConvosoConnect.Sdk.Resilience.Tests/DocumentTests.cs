using System.Text.RegularExpressions;
using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>docs/delivery.md says what the code does, and its example is the code below.</summary>
public sealed partial class DocumentTests
{
    private const string Document = "docs/delivery.md";

    [Fact]
    public async Task Example_AsItStandsInTheDocument_IsValidAndSent()
    {
        await using Receiver receiver = await Receiver.StartAsync(Receiver.OkAsync);
        await using var lab = new Lab();
        string url = receiver.Url;
        Adaptor adaptor = await lab.Services.GetRequiredService<IAdaptorStore>().SaveAsync(new Adaptor { Name = "Map" }, Lab.Token);

        // The example begins here.
        var endpoint = new ConnectEndpoint
        {
            Id = "crm",
            Name = "CRM",
            ApiUrl = url,
            PostDataType = PostDataTypes.Json,
            ResponseKey = "id",
            AdaptorId = adaptor.Id,
            Delivery = new DeliveryRules
            {
                TotalTimeout = TimeSpan.FromSeconds(60),
                AttemptTimeout = TimeSpan.FromSeconds(10),
                MaxAttempts = 3,
                IdempotencyHeader = "Idempotency-Key",
                RateLimit = 100,
                RateInterval = TimeSpan.FromSeconds(10),
                MaxConcurrency = 8,
                FailureRatio = 0.5,
            },
        };

        // The example ends here.
        await lab.Endpoints.SaveAsync(endpoint with { ResponseKey = "ok" }, Lab.Token);
        Assert.True((await lab.Client.SendAsync("crm", Lab.Lead, Lab.Token)).Succeeded);
        string here = await File.ReadAllTextAsync(Path.Combine(Root(), "tests/ConvosoConnect.Sdk.Resilience.Tests/DocumentTests.cs"), Lab.Token);
        string code = here.Split("// The example begins here.")[1].Split("// The example ends here.")[0];
        Assert.Contains(Plain(code), Plain(await ReadAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_OfTheRules_NamesEachOnce()
    {
        string text = await ReadAsync();
        string table = text[text.IndexOf("| rule |", StringComparison.Ordinal)..text.IndexOf("## What is tried again", StringComparison.Ordinal)];
        string[] named = [.. table.Split('\n').Skip(2).SelectMany(row => Name().Matches(row.Split('|').ElementAtOrDefault(1) ?? "")).Select(m => m.Groups[1].Value)];

        Assert.Equal(
            typeof(DeliveryRules).GetProperties().Where(p => p.SetMethod is not null).Select(p => p.Name).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static Task<string> ReadAsync() => File.ReadAllTextAsync(Path.Combine(Root(), Document), Lab.Token);

    private static string Plain(string code) => string.Join('\n', code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !folder.EnumerateFiles("*.sln").Any())
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No folder above the test holds a solution.");
    }

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Name();
}
