using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.BlueInkDigital;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.BlueInkDigital;

/// <summary>The layout of a body is shared by the leads of an adaptor; none may see another's.</summary>
public sealed class BlueInkDigitalBodyTests
{
    private const string Direct = "https://api.example.com/v2/solar/direct_post";
    private static readonly PayloadKey First = new("first_name");
    private static readonly PayloadKey Zip = new("zip_code");
    private static readonly PayloadKey Roof = new("data.roof.type");
    private readonly BlueInkDigitalTemplate _template = new();

    [Fact]
    public void Shape_SameKeysAgain_SharesTheLayoutAndWritesTheNewValues()
    {
        IBodyEncoder one = Shape(Direct, new(First, "Ada"), new(Zip, 1));
        Payload second = new([new(First, "Bob"), new(Zip, 2)]);
        IBodyEncoder two = Shape(Direct, [.. second]);

        Assert.Same(one, two);
        Assert.Equal("""{"contact":{"first_name":"Bob","zip_code":"2"}}""", Shaping.Encode(two, second));
    }

    [Fact]
    public void Shape_OtherKeysOrUrl_HasALayoutOfItsOwn()
    {
        IBodyEncoder one = Shape(Direct, new(First, "Ada"), new(Zip, 1));

        Assert.NotSame(one, Shape(Direct, new(Zip, 1), new(First, "Ada")));
        Assert.NotSame(one, Shape(Direct, new PayloadField(Zip, 1)));
        Assert.NotSame(one, Shape("https://api.example.com/v2/solar/ping", new(First, "Ada"), new(Zip, 1)));
    }

    [Fact]
    public void Encode_PayloadOfOtherKeys_LaysThemOutAnew()
    {
        IBodyEncoder encoder = Shape(Direct, new(First, "Ada"), new(Zip, 1));

        Assert.Equal("""{"contact":{"zip_code":"2"},"data":{"roof":{"type":"x"}}}""", Shaping.Encode(encoder, new([new(Roof, "x"), new(Zip, 2)])));
        Assert.Equal("{}", Shaping.Encode(encoder, Payload.Empty));
    }

    [Fact]
    public void Encode_KeysThatMakeNoBody_Throws()
    {
        IBodyEncoder encoder = Shape(Direct, new PayloadField(First, "Ada"));

        var thrown = Assert.Throws<InvalidOperationException>(() => Shaping.Encode(encoder, Shaping.PayloadOf(("data", 1), ("data.x", 2))));

        Assert.Contains("'data' and 'data.x'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shape_ThousandsOfKeySequences_StaysCorrect()
    {
        for (int i = 0; i < 2000; i++)
        {
            Assert.Equal("{\"data\":{\"k" + i + "\":{\"a\":" + i + ",\"b\":\"x\"}}}", _template.Body(Direct, ($"k{i}.a", i), ($"data.k{i}.b", "x")));
        }
    }

    [Fact]
    public void Shape_ManyThreads_ShareTheTemplate() => Parallel.For(0, 5000, i =>
    {
        PayloadField[] fields = (i % 3) switch
        {
            0 => [new(First, $"n{i}"), new(Roof, i)],
            1 => [new(Roof, i)],
            _ => [new(Zip, i), new(Roof, i), new(new PayloadKey("x"), i)],
        };
        string expected = (i % 3) switch
        {
            0 => "{\"contact\":{\"first_name\":\"n" + i + "\"},\"data\":{\"roof\":{\"type\":" + i + "}}}",
            1 => "{\"data\":{\"roof\":{\"type\":" + i + "}}}",
            _ => "{\"contact\":{\"zip_code\":\"" + i + "\"},\"data\":{\"roof\":{\"type\":" + i + "},\"x\":" + i + "}}",
        };
        Assert.Equal(expected, Shaping.Encode(Shape(Direct, fields), new(fields)));
    });

    private IBodyEncoder Shape(string url, params PayloadField[] fields)
    {
        var request = new IntegratorRequest(new ConnectEndpoint { ApiUrl = url }, new Payload(fields), new RawBodyEncoder());
        _template.Shape(request);
        Assert.Null(request.Refusal);
        return request.BodyEncoder;
    }
}
