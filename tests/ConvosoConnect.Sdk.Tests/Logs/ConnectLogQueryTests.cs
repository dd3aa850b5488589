using System.Globalization;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Logs;

public sealed class ConnectLogQueryTests
{
    [Fact]
    public void PageSizes_List_IsConvososSixAndCannotBeChanged()
    {
        Assert.Equal([20, 50, 100, 200, 500, 1000], ConnectLogQuery.PageSizes);
        Assert.Throws<NotSupportedException>(() => ((IList<int>)ConnectLogQuery.PageSizes)[0] = 7);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(500)]
    [InlineData(999)]
    [InlineData(1000)]
    public void Validate_PageSizeFromOneToAThousand_Passes(int size)
    {
        Exception? thrown = Record.Exception(() => new ConnectLogQuery { PageSize = size }.Validate());
        Assert.Null(thrown);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-20)]
    [InlineData(1001)]
    [InlineData(int.MaxValue)]
    public void Validate_OtherPageSize_SaysWhatIsPossible(int size)
    {
        CultureInfo.CurrentCulture = new CultureInfo("sv-SE");
        var query = new ConnectLogQuery { PageSize = size };
        ArgumentException refused = Assert.Throws<ArgumentException>(query.Validate);
        Assert.Equal("PageSize", refused.ParamName);
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"The page size {size} is not possible; choose one from 1 to 1000."),
            refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_PageZero_IsRefused()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(new ConnectLogQuery { Page = 0 }.Validate);
        Assert.StartsWith("The page 0 does not exist; the first page is 1.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SearchTooLong_IsRefusedWithItsLength()
    {
        var query = new ConnectLogQuery { Search = new string('a', 201) };
        string sentence = "The search text has 201 characters; at most 200 can be searched for. Search for a part of it.";
        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(query.Validate).Message, StringComparison.Ordinal);
        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(query.ValidateFilter).Message, StringComparison.Ordinal);
        (query with { Search = new string('a', ConnectLogQuery.MaxSearchLength) }).Validate();
    }

    [Fact]
    public void Validate_FromAfterTo_IsRefusedWithBothDays()
    {
        var query = new ConnectLogQuery { From = new DateOnly(2026, 3, 2), To = new DateOnly(2026, 3, 1) };
        string sentence = "The first day 2026-03-02 is after the last day 2026-03-01; swap them or leave one out.";
        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(query.Validate).Message, StringComparison.Ordinal);
        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(query.ValidateFilter).Message, StringComparison.Ordinal);
    }

    public static TheoryData<ConnectLogQuery, string, string> Refused => new()
    {
        { new() { StatusCode = 42 }, "StatusCode", "The status 42 is no HTTP status; choose one from 100 to 999." },
        { new() { StatusCode = -200 }, "StatusCode", "The status -200 is no HTTP status; choose one from 100 to 999." },
        { new() { Outcome = (ConnectLogOutcome)7 }, "Outcome", "The Outcome 7 does not exist; choose one of Succeeded, Failed, NullResult." },
        { new() { Direction = (ConnectLogDirection)(-1) }, "Direction", "The Direction -1 does not exist; choose one of Out, In." },
        { new() { ErrorKind = (ConnectErrorKind)999 }, "ErrorKind", "The ErrorKind 999 does not exist; choose one of EndpointNotFound, EndpointInactive," },
        { new() { OriginPrefix = new string('w', 201) }, "OriginPrefix", "The beginning of the origin has 201 characters; at most 200 are compared. Give fewer of them." },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void ValidateFilter_ValueThatIsNone_IsRefusedWithASentence(ConnectLogQuery query, string member, string sentence)
    {
        CultureInfo.CurrentCulture = new CultureInfo("sv-SE");
        ArgumentException refused = Assert.Throws<ArgumentException>(query.ValidateFilter);
        Assert.Equal(member, refused.ParamName);
        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(query.Validate).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValidateFilter_BadPaging_PassesAsThereAreNoPages()
    {
        Exception? thrown = Record.Exception(() => new ConnectLogQuery { Page = -1, PageSize = 0 }.ValidateFilter());
        Assert.Null(thrown);
    }

    [Fact]
    public void Skip_HighestPage_DoesNotOverflow() =>
        Assert.Equal(2_147_483_646_000, new ConnectLogQuery { Page = int.MaxValue, PageSize = 1000 }.Skip);

    [Fact]
    public void UtcRange_NoDays_HasNoBounds() => Assert.Equal((null, null), new ConnectLogQuery().UtcRange);

    [Fact]
    public void UtcRange_FirstAndLastDayThereAre_HasNoBounds() =>
        Assert.Equal((null, null), new ConnectLogQuery { From = DateOnly.MinValue, To = DateOnly.MaxValue }.UtcRange);

    [Fact]
    public void UtcRange_NextToTheEndsOfTime_HasBounds()
    {
        var query = new ConnectLogQuery { From = DateOnly.MaxValue, To = DateOnly.MaxValue.AddDays(-1) };
        Assert.Equal(query.UtcRange.From, query.UtcRange.Until);
        Assert.Equal(new DateTimeOffset(9999, 12, 31, 8, 0, 0, TimeSpan.Zero), query.UtcRange.From);
        Assert.NotNull(new ConnectLogQuery { To = DateOnly.MinValue }.UtcRange.Until);
    }

    [Theory]
    [InlineData("2026-03-08", "2026-03-08T08:00:00Z", "2026-03-09T07:00:00Z")]
    [InlineData("2026-11-01", "2026-11-01T07:00:00Z", "2026-11-02T08:00:00Z")]
    public void UtcRange_DaylightSavingDay_IsThatDayOnPacificClocks(string day, string from, string until)
    {
        DateOnly date = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var query = new ConnectLogQuery { From = date, To = date };
        DateTimeOffset first = DateTimeOffset.Parse(from, CultureInfo.InvariantCulture);
        DateTimeOffset end = DateTimeOffset.Parse(until, CultureInfo.InvariantCulture);
        Assert.Equal((first, end), query.UtcRange);
        Assert.True(query.Matches(LogEntries.Entry() with { Timestamp = first.ToOffset(new TimeSpan(5, 45, 0)) }));
        Assert.True(query.Matches(LogEntries.Entry() with { Timestamp = end.AddTicks(-1) }));
        Assert.False(query.Matches(LogEntries.Entry() with { Timestamp = first.AddTicks(-1) }));
        Assert.False(query.Matches(LogEntries.Entry() with { Timestamp = end }));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData("31", null)]
    [InlineData("(31) -", null)]
    [InlineData("310", "310")]
    [InlineData("(310) 555-0142", "3105550142")]
    [InlineData("+1 (310) 555-0142", "3105550142")]
    [InlineData("1.310.555.0142", "3105550142")]
    [InlineData("+44 20 7946 0018", "442079460018")]
    [InlineData("+1310555014", "1310555014")]
    [InlineData("3105550142x", null)]
    [InlineData("٣١٠", null)]
    public void SearchDigits_Search_AreThoseOfAPhoneNumber(string? search, string? digits) =>
        Assert.Equal(digits, new ConnectLogQuery { Search = search }.SearchDigits);

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("3105550142", "3105550142")]
    [InlineData("+1 (310) 555-0142 x9", "131055501429")]
    [InlineData("٣١٠", "")]
    public void PhoneDigits_Text_KeepsTheDigits(string? text, string digits) => Assert.Equal(digits, ConnectLogQuery.PhoneDigits(text));

    [Theory]
    [InlineData("(310) 555-0142", "3105550142", null, true)]
    [InlineData("3105550142", "+1 (310) 555-0142", null, true)]
    [InlineData("+1 310 555 0142", "3105550142", null, true)]
    [InlineData("555", "3105550142", null, true)]
    [InlineData("556", "3105550142", null, false)]
    [InlineData("55", "3105550142", "55", true)]
    [InlineData("55", "3105550142", "5", false)]
    [InlineData("555", "", "id 5551", true)]
    [InlineData("OK", "", "it is ok now", true)]
    [InlineData("TİTLE", "", "titles", false)]
    [InlineData("TITLE", "", "titles", true)]
    [InlineData("ÉCOLE", "", "école", true)]
    [InlineData("100%", "", "100% sure", true)]
    [InlineData("100%", "", "1000", false)]
    [InlineData("a_c", "", "abc", false)]
    [InlineData(".*", "", "abc", false)]
    [InlineData("'; DROP TABLE logs; --", "", "abc", false)]
    [InlineData("abc", "", null, false)]
    [InlineData("abc", "abc", "", false)]
    [InlineData("", "", null, true)]
    [InlineData(" \t", "", null, true)]
    public void Matches_Search_LooksAtPhoneAndResult(string search, string phone, string? result, bool expected)
    {
        LogEntries.UseTurkish();
        Assert.Equal(expected, new ConnectLogQuery { Search = search }.Matches(LogEntries.Entry(phone: phone, result: result)));
    }

    [Fact]
    public void Matches_EndpointAndOrigin_CompareExactly()
    {
        ConnectLogEntry entry = LogEntries.Entry(endpointId: "Hub") with { Origin = "workflow:12" };
        Assert.True(new ConnectLogQuery().Matches(entry));
        Assert.True(new ConnectLogQuery { EndpointId = "Hub", Origin = "workflow:12" }.Matches(entry));
        Assert.False(new ConnectLogQuery { EndpointId = "hub" }.Matches(entry));
        Assert.False(new ConnectLogQuery { EndpointId = "Hub", Origin = "Workflow:12" }.Matches(entry));
    }
}
