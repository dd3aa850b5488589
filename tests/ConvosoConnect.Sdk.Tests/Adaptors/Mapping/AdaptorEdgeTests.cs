using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Adaptors.InMemory;
using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.Endpoints.InMemory;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors.Mapping;

/// <summary>Values that differ in one part only, sentences to their end, and numbers on both sides of a border.</summary>
public sealed class AdaptorEdgeTests
{
    private static readonly FieldMapping Row = new() { Field = "email", MappedTo = "email" };

    [Fact]
    public void LeadValue_EqualsAndHash_LookAtEachPart()
    {
        LeadValue[] values =
        [
            default, "", "1", "2", 1, 2, 1.0, 1.5, 1.0m, 1.5m, true, false, new string?[] { "1" }, new string?[] { "2" }, new string?[] { "1", "2" }, Array.Empty<string?>(),
            new DateTime(2026, 1, 1), new DateTime(2026, 1, 2), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(1)), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(-1)),
        ];

        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < values.Length; j++)
            {
                Assert.True(values[i].Equals(values[j]) == (i == j), $"Value {i} against value {j}.");
            }
        }

        Assert.NotEqual(((LeadValue)"1").GetHashCode(), ((LeadValue)"2").GetHashCode());
        Assert.NotEqual(((LeadValue)1.5).GetHashCode(), ((LeadValue)2.5).GetHashCode());
    }

    [Fact]
    public void LeadValue_OfAnotherKind_GivesNoDate()
    {
        Assert.False(((LeadValue)long.MaxValue).TryGetDate(out DateTime clock, out TimeSpan? offset));
        Assert.Equal((default, null), (clock, offset));
    }

    [Fact]
    public void LeadValue_NoFiniteNumber_SaysWhatItMustBe() =>
        Assert.StartsWith("A lead value must be a finite number.", Assert.Throws<ArgumentOutOfRangeException>(() => (LeadValue)double.NaN).Message, StringComparison.Ordinal);

    [Fact]
    public void LeadRecord_UnknownSection_SaysWhichThereAre() =>
        Assert.StartsWith("Use Lead, CallLog, Extra or Values.", Assert.Throws<ArgumentOutOfRangeException>(() => new LeadRecord()[(LeadSection)9]).Message, StringComparison.Ordinal);

    [Fact]
    public void LeadRecord_WithoutAnId_HasAnEmptyOne() => Assert.Equal("", new LeadRecord().Id);

    [Fact]
    public void Validate_NoRowsOrUnknownFormat_SaysWhatToDo()
    {
        Assert.Contains(AdaptorValidator.Validate(new Adaptor { Name = "a", Fields = null! }), p => p.Message == "The list of rows is missing. Give at least an empty list.");
        string message = Assert.Single(AdaptorValidator.Validate(new Adaptor { Name = "a", Fields = [Row with { DateFormat = "odd" }] })).Message;
        Assert.Contains("has the unknown date format 'odd'. Leave it empty or use one of: ", message, StringComparison.Ordinal);
        Assert.EndsWith("Y-m-d H:i:s | Y-m-d | ", message[..(message.IndexOf("Y-m-d | ", StringComparison.Ordinal) + 8)], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, "'10' (e10). Choose another adaptor for them first.")]
    [InlineData(11, "'10' (e10) and 1 more. Choose another adaptor for them first.")]
    public async Task DeleteAsync_UsedAdaptor_NamesTenEndpointsAtMost(int users, string ending)
    {
        var store = new InMemoryAdaptorStore(
            new EndpointsStub([.. Enumerable.Range(1, users).Select(n => new ConnectEndpoint { Id = $"e{n}", Name = $"{n}", AdaptorId = "a" })]), new AdaptorUseGate());
        await store.SaveAsync(new Adaptor { Id = "a", Name = "Map", Fields = [Row] }, Engine.Token);

        var conflict = await Assert.ThrowsAsync<ConnectConflictException>(() => store.DeleteAsync("a", Engine.Token).AsTask());

        Assert.EndsWith(ending, conflict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_BadAdaptor_IsNamed()
    {
        var thrown = await Assert.ThrowsAsync<ConnectValidationException>(
            () => new InMemoryAdaptorStore(new EndpointsStub(), new AdaptorUseGate()).SaveAsync(new Adaptor { Name = "Odd", Fields = null! }, Engine.Token).AsTask());

        Assert.Contains("adaptor 'Odd'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigurationStore_Cancelled_Throws()
    {
        await using var settings = new Settings("""{"Adaptors":[{"Id":"a","Name":"A"}]}""");
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAsync<OperationCanceledException>(() => settings.Adaptors.GetAsync("a", cancelled).AsTask());
        await Assert.ThrowsAsync<OperationCanceledException>(() => settings.Adaptors.ListAsync(cancellationToken: cancelled).AsTask());
    }

    [Fact]
    public void Format_EachMonth_HasItsName()
    {
        string[] names = [.. Enumerable.Range(1, 12).Select(month => Clocks.Format("F j, Y, g:i a", new DateTime(2026, month, 1))!.Split(' ')[0])];

        Assert.Equal("January February March April May June July August September October November December", string.Join(' ', names));
    }

    [Fact]
    public void Map_LongTextThatIsNoDate_IsQuotedUpToFortyCharacters()
    {
        Assert.Contains($"holds '{new string('x', 40)}',", Warning(new string('x', 40)), StringComparison.Ordinal);
        Assert.Contains($"holds '{new string('x', 40)}…',", Warning(new string('x', 41)), StringComparison.Ordinal);
        Assert.Contains($"holds '{new string('x', 39)}…',", Warning(new string('x', 39) + "😀x"), StringComparison.Ordinal);
    }

    private static string Warning(string value)
    {
        var trace = new List<RowTrace>();
        var mapper = new AdaptorMapper(new Adaptor { Fields = [new FieldMapping { Field = "when", MappedTo = "when", DateFormat = "Y-m-d" }] }, Clocks.Rules());
        mapper.Map(new LeadRecord { Lead = new Dictionary<string, LeadValue> { ["when"] = value } }, trace).Release();
        return trace.Single().Warning!;
    }
}
