using System.Buffers;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.BodyEncoders;

public sealed class JsonLayoutTests
{
    private static readonly PayloadKey City = new("contact.city");
    private static readonly PayloadKey Type = new("roof.type");
    private static readonly PayloadKey Zip = new("contact.zip");

    [Fact]
    public void Write_KeysWithDots_NestWhereTheirPathWasFirstSeen()
    {
        var payload = new Payload([new(City, "Reno \"N\""), new(Type, true), new(Zip, 89501)]);
        var layout = JsonLayout.Create(payload);

        Assert.Null(layout.Fault);
        Assert.Equal("""{"contact":{"city":"Reno \"N\"","zip":89501},"roof":{"type":true}}""", Write(layout, payload));
        Assert.Equal("""{"contact":{"city":"","zip":"x"},"roof":{"type":"y"}}""", Write(layout, new([new(City, default), new(Type, "y"), new(Zip, "x")])));
    }

    [Fact]
    public void Create_PlaceAndOrder_MoveAndLeaveOutKeys()
    {
        Payload payload = Shaping.PayloadOf(("z", 1), ("secret", 2), ("a", 3), ("root", 4));
        var layout = JsonLayout.Create(payload, key => key switch { "secret" => null, "root" => key, _ => "data." + key }, name => name == "root" ? 0 : 1);

        Assert.Equal("""{"root":4,"data":{"z":1,"a":3}}""", Write(layout, payload));
    }

    [Fact]
    public void BeforeFieldAndEnd_TogetherWithTheValues_AreTheBody()
    {
        Payload payload = Shaping.PayloadOf(("a.b", 1), ("c", 2), ("a.d", 3));
        var layout = JsonLayout.Create(payload);

        IEnumerable<string> pieces = Enumerable.Range(0, layout.Count).Select(i => $"{Encoding.UTF8.GetString(layout.Before(i))}<{layout.Field(i)}>");
        string body = string.Concat(pieces) + Encoding.UTF8.GetString(layout.End);

        Assert.Equal("""{"a":{"b":<0>,"d":<2>},"c":<1>}""", body);
    }

    [Fact]
    public void Create_NoKeys_IsAnEmptyObject()
    {
        var layout = JsonLayout.Create(Payload.Empty);

        Assert.Equal(0, layout.Count);
        Assert.Equal("{}", Write(layout, Payload.Empty));
    }

    [Theory]
    [InlineData("a", "a.b", "The destination keys 'a' and 'a.b' claim the same place in the body, so only one of them can be sent: rename or remove one under Mapped To.")]
    [InlineData("a.b", "a", "The destination keys 'a.b' and 'a' claim the same place in the body, so only one of them can be sent: rename or remove one under Mapped To.")]
    [InlineData("ok", "a..b", "The destination key 'a..b' has an empty name before, between or after its dots: correct it under Mapped To.")]
    [InlineData("ok", ".a", "The destination key '.a' has an empty name before, between or after its dots: correct it under Mapped To.")]
    [InlineData("ok", "1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17",
        "The destination key '1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17' nests 17 levels deep and may nest at most 16: shorten it under Mapped To.")]
    public void Fault_KeysThatCannotNest_NamesThem(string one, string other, string expected)
    {
        Payload payload = Shaping.PayloadOf((one, 1), (other, 2), ("x..y", 3));
        var layout = JsonLayout.Create(payload);

        Assert.Equal(expected, layout.Fault);
        Assert.Equal(0, layout.Count);
        Assert.Equal(expected, Assert.Throws<InvalidOperationException>(() => Write(layout, payload)).Message);
    }

    [Fact]
    public void Fits_SameInstancesInOrder_AndNothingElse()
    {
        var layout = JsonLayout.Create(new Payload([new(City, 1), new(Zip, 2)]));

        Assert.True(layout.Fits(new([new(City, "x"), new(Zip, "y")])));
        Assert.False(layout.Fits(new([new(Zip, 1), new(City, 2)])));
        Assert.False(layout.Fits(new([new(City, 1)])));
        Assert.False(layout.Fits(new([new(new PayloadKey(City.Name), 1), new(Zip, 2)])));
        Assert.Throws<ArgumentException>("payload", () => Write(layout, Payload.Empty));
    }

    [Fact]
    public void Methods_Null_NameTheParameter()
    {
        var layout = JsonLayout.Create(Payload.Empty);

        Assert.Throws<ArgumentNullException>("payload", () => JsonLayout.Create(null!));
        Assert.Throws<ArgumentNullException>("payload", () => layout.Fits(null!));
        Assert.Throws<ArgumentNullException>("payload", () => layout.Write(null!, new ArrayBufferWriter<byte>()));
        Assert.Throws<ArgumentNullException>("output", () => layout.Write(Payload.Empty, null!));
    }

    private static string Write(JsonLayout layout, Payload payload)
    {
        var output = new ArrayBufferWriter<byte>();
        layout.Write(payload, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
