using System.Buffers;
using System.Collections;
using ConvosoConnect.Sdk.Adaptors;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors;

public sealed class PayloadTests
{
    private static readonly Payload Two = new([new(new PayloadKey("a"), "1"), new(new PayloadKey("b"), 2), default], 2);

    [Fact]
    public void Count_SpareRoom_IsNotSeen()
    {
        Assert.Equal(2, Two.Count);
        Assert.Equal(["a", "b"], Two.Select(f => f.Name));
        IEnumerator untyped = ((IEnumerable)Two).GetEnumerator();
        Assert.True(untyped.MoveNext() && untyped.MoveNext() && !untyped.MoveNext());
        Assert.Equal("b", Two[1].Key.ToString());
        Assert.Throws<IndexOutOfRangeException>(() => Two[2]);
    }

    [Fact]
    public void Release_RentedMemory_LeavesItEmptyAndClearsTheLead()
    {
        PayloadField[] rented = ArrayPool<PayloadField>.Shared.Rent(2);
        (rented[0], rented[1]) = (new(new PayloadKey("a"), "1"), new(new PayloadKey("b"), 2));
        var payload = new Payload(rented, 2);

        payload.Release();
        payload.Release();

        Assert.Empty(payload);
        Assert.Equal([default, default], rented[..2]);
    }

    [Fact]
    public void Release_OwnMemory_KeepsIt()
    {
        var payload = new Payload([new(new PayloadKey("a"), "1")]);
        payload.Release();
        Assert.Equal("1", Assert.Single(payload).Value);
    }

    [Fact]
    public void TryGet_Name_IsComparedExactly()
    {
        Assert.True(Two.TryGet("b", out LeadValue value));
        Assert.Equal(2, value);
        Assert.False(Two.TryGet("B", out _));
    }

    [Fact]
    public void Constructors_Null_Throw()
    {
        Assert.Throws<ArgumentNullException>("fields", () => new Payload(null!));
        Assert.Throws<ArgumentNullException>("name", () => new PayloadKey(null!));
    }

    [Fact]
    public void LeadRecord_Sections_AreApartAndItsTextHidesThem()
    {
        var lead = new LeadRecord { Id = "7", Extra = new Dictionary<string, LeadValue> { ["secret"] = "x" } };

        Assert.Empty(lead[LeadSection.Lead]);
        Assert.Empty(lead[LeadSection.CallLog]);
        Assert.Single(lead[LeadSection.Extra]);
        Assert.Empty(lead[LeadSection.Values]);
        Assert.Throws<ArgumentOutOfRangeException>("section", () => lead[(LeadSection)4]);
        Assert.Equal("LeadRecord 7", lead.ToString());
    }
}
