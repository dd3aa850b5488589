using System.Reflection;
using System.Text;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.Declared;
using ConvosoConnect.Sdk.Transfer;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Equality;

/// <summary>Public records compare their lists, dictionaries and bytes by value.</summary>
public sealed class RecordEqualityTests
{
    private static readonly LeadRecord Lead = new() { Id = "1" };

    // Each makes a record anew, whose member holds these items in a list of its own.
    private static readonly Dictionary<string, Func<string[], object>> Members = new()
    {
        ["Adaptor.Fields"] = items => new Adaptor { Fields = [.. items.Select(i => new FieldMapping { Field = i })] },
        ["ConnectDiagnosis.Steps"] = items => new ConnectDiagnosis([.. items.Select(i => new DiagnosisStep(i, DiagnosisVerdict.Ok, ""))]),
        ["ConnectEndpoint.Captures"] = items => new ConnectEndpoint { Captures = NumberedTexts(items) },
        ["ConnectEndpoint.Settings"] = items => new ConnectEndpoint { Settings = NumberedTexts(items) },
        ["ConnectEndpoint.SuccessValues"] = items => new ConnectEndpoint { SuccessValues = [.. items] },
        ["ConnectInputData.Headers"] = items => new ConnectInputData { Method = "POST", Url = "u", Headers = [.. items.Select(i => KeyValuePair.Create(i, i))] },
        ["ConnectLogEntry.Attempts"] = items => new ConnectLogEntry
        {
            Timestamp = DateTimeOffset.UnixEpoch,
            EndpointId = "e",
            Attempts = [.. items.Select(i => new ConnectAttempt { Reason = i })],
        },
        ["ConnectLogEntry.Captures"] = items => new ConnectLogEntry { Timestamp = DateTimeOffset.UnixEpoch, EndpointId = "e", Captures = NumberedTexts(items) },
        ["ConnectLogPage.Entries"] = items => ConnectLogPage.Create(
            [.. items.Select(i => new ConnectLogEntry { Timestamp = DateTimeOffset.UnixEpoch, EndpointId = i })], 9),
        ["ConnectPreview.Rows"] = items => new ConnectPreview { Rows = [.. items.Select(i => new RowTrace { Mapping = new() { Field = i } })] },
        ["ConnectPreview.Warnings"] = items => new ConnectPreview { Warnings = [.. items] },
        ["ConnectResult.Captures"] = items => ConnectResult.Success("") with { Captures = NumberedTexts(items) },
        ["ConnectResult.Warnings"] = items => ConnectResult.Success("") with { Warnings = [.. items] },
        ["CurlCommand.Warnings"] = items => new CurlCommand(new ConnectEndpoint(), new Adaptor(), [.. items.Select(i => new ValidationProblem(i, ""))]),
        ["ExportOptions.EndpointIds"] = items => new ExportOptions { EndpointIds = [.. items] },
        ["ImportItem.ChangedMembers"] = items => new ImportItem("1", "", ImportAction.Change, [.. items]),
        ["IncomingPayload.Body"] = items => new IncomingPayload { Body = Encoding.UTF8.GetBytes(string.Concat(items)) },
        ["IntegratorContract.Captures"] = items => new IntegratorContract { Captures = NumberedTexts(items) },
        ["IntegratorContract.Retries"] = items => new IntegratorContract { Retries = [.. items.Select(i => IntegratorRetry.Final(503, i))] },
        ["IntegratorContract.Settings"] = items => new IntegratorContract { Settings = NumberedTexts(items).ToDictionary(p => p.Key, p => new IntegratorSetting { Default = p.Value }) },
        ["IntegratorBody.Booleans"] = items => new IntegratorBody { Booleans = [.. items] },
        ["IntegratorBody.Constants"] = items => new IntegratorBody { Constants = Numbered(items) },
        ["IntegratorBody.Lists"] = items => new IntegratorBody { Lists = [.. items] },
        ["IntegratorBody.MaxLengths"] = items => new IntegratorBody { MaxLengths = items.Index().ToDictionary(pair => pair.Item, pair => pair.Index) },
        ["IntegratorBody.Numbers"] = items => new IntegratorBody { Numbers = [.. items] },
        ["IntegratorBody.Omit"] = items => new IntegratorBody { Omit = [.. items] },
        ["IntegratorBody.Required"] = items => new IntegratorBody { Required = NumberedTexts(items) },
        ["IntegratorBody.Routes"] = items => new IntegratorBody { Routes = NumberedTexts(items) },
        ["IntegratorDefinition.Captures"] = items => Definition with { Captures = NumberedTexts(items) },
        ["IntegratorDefinition.Headers"] = items => Definition with { Headers = NumberedTexts(items) },
        ["IntegratorDefinition.Paths"] = items => Definition with { Paths = [.. items] },
        ["IntegratorDefinition.RequiredHeaders"] = items => Definition with { RequiredHeaders = NumberedTexts(items) },
        ["IntegratorDefinition.Retries"] = items => Definition with { Retries = [.. items.Select(i => IntegratorRetry.Final(503, i))] },
        ["IntegratorDefinition.Settings"] = items => Definition with { Settings = NumberedTexts(items).ToDictionary(p => p.Key, p => new IntegratorSetting { Default = p.Value }) },
        ["IntegratorDefinition.Variants"] = items => Definition with { Variants = [.. items.Select(i => new IntegratorVariant { Path = i })] },
        ["IntegratorErrors.Code"] = items => new IntegratorErrors { Code = [.. items] },
        ["IntegratorErrors.Fallbacks"] = items => new IntegratorErrors { Fallbacks = [.. items] },
        ["IntegratorErrors.Field"] = items => new IntegratorErrors { Field = [.. items] },
        ["IntegratorErrors.Message"] = items => new IntegratorErrors { Message = [.. items] },
        ["IntegratorResponseRules.Sentences"] = items => new IntegratorResponseRules { Sentences = NumberedTexts(items) },
        ["IntegratorSuccess.Statuses"] = items => new IntegratorSuccess { Statuses = [.. items.Select(i => i[0])] },
        ["IntegratorSuccess.Values"] = items => new IntegratorSuccess { Values = [.. items] },
        ["LeadRecord.CallLog"] = items => new LeadRecord { CallLog = Numbered(items) },
        ["LeadRecord.Extra"] = items => new LeadRecord { Extra = Numbered(items) },
        ["LeadRecord.Lead"] = items => new LeadRecord { Lead = Numbered(items) },
        ["ReceiveResult.UnusedKeys"] = items => ReceiveResult.Success(Lead, [.. items]),
        ["RowTrace.Keys"] = items => new RowTrace { Mapping = new() { Field = "f" }, Keys = [.. items] },
        ["SendOptions.Values"] = items => new SendOptions { Values = Numbered(items) },
        ["SendManySummary.FailedByKind"] = items => new SendManySummary { FailedByKind = [.. items.Select(i => KeyValuePair.Create(ConnectErrorKind.Dns, (long)i[0]))] },
    };

    private static IntegratorDefinition Definition => new() { Name = "Vendor" };

    public static TheoryData<string> Names => [.. Members.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_EqualItems_AreEqualWithEqualHashes(string member)
    {
        (object one, object other) = (Members[member](["a", "b"]), Members[member](["a", "b"]));

        Assert.True(one.Equals(other), $"{member} is compared by reference");
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.True(Members[member]([]).Equals(Members[member]([])), $"{member} is compared by reference when it is empty");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equals_OtherItemsOrOrder_AreNot(string member)
    {
        object one = Members[member](["a", "b"]);

        Assert.All(
            (string[][])[[], ["a"], ["a", "b", "c"], ["b", "a"], ["a", "B"]],
            items =>
            {
                Assert.False(one.Equals(Members[member](items)), $"{member} overlooks [{string.Join(", ", items)}]");
                Assert.False(Members[member](items).Equals(one), $"{member} overlooks [{string.Join(", ", items)}] the other way round");
            });
    }

    [Fact]
    public void Names_Records_AreAllThatHoldLists() => Assert.Equal(
        (from type in typeof(ConnectResult).Assembly.GetExportedTypes()
         where type.GetMethod("<Clone>$") is not null
         from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
         where property.GetIndexParameters().Length == 0
         let kind = property.PropertyType.IsGenericType ? property.PropertyType.GetGenericTypeDefinition() : null
         where kind == typeof(IReadOnlyList<>) || kind == typeof(IReadOnlyDictionary<,>) || kind == typeof(ReadOnlyMemory<>)
         select $"{type.Name}.{property.Name}").Order(StringComparer.Ordinal),
        Members.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Equals_NoListAndEmptyList_Differ() => Assert.NotEqual(new ConnectEndpoint { SuccessValues = [] }, new ConnectEndpoint());

    [Fact]
    public void Equals_DictionariesInAnotherOrder_AreEqual() => Assert.Equal(
        new LeadRecord { Lead = new Dictionary<string, LeadValue> { ["a"] = 1, ["b"] = "2" } },
        new LeadRecord { Lead = new SortedList<string, LeadValue>(Comparer<string>.Create((x, y) => string.CompareOrdinal(y, x))) { ["a"] = 1, ["b"] = "2" } });

    [Fact]
    public void Equals_DictionariesThatIgnoreCase_CompareKeysExactlyBothWays()
    {
        var exact = new LeadRecord { Lead = new Dictionary<string, LeadValue>(StringComparer.Ordinal) { ["a"] = 1 } };
        var lower = new LeadRecord { Lead = new Dictionary<string, LeadValue>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 } };
        var upper = new LeadRecord { Lead = new Dictionary<string, LeadValue>(StringComparer.OrdinalIgnoreCase) { ["A"] = 1 } };

        Assert.Equal(exact, lower);
        Assert.Equal(exact.GetHashCode(), lower.GetHashCode());
        Assert.NotEqual(exact, upper);
        Assert.NotEqual(upper, exact);
        Assert.NotEqual(lower, upper);
    }

    [Fact]
    public void Equals_ValuesOfAnotherKind_AreNot() => Assert.NotEqual(
        new LeadRecord { Lead = new Dictionary<string, LeadValue> { ["a"] = 1 } }, new LeadRecord { Lead = new Dictionary<string, LeadValue> { ["a"] = "1" } });

    [Fact]
    public void Lists_AsGiven_AreNotCopied()
    {
        List<FieldMapping> rows = [new() { Field = "email" }];

        Assert.Same(rows, new Adaptor { Fields = rows }.Fields);
    }

    private static Dictionary<string, LeadValue> Numbered(string[] items) => items.Index().ToDictionary(pair => $"{pair.Index}", pair => (LeadValue)pair.Item);

    private static Dictionary<string, string> NumberedTexts(string[] items) => items.Index().ToDictionary(i => $"{i.Index}", i => i.Item);
}
