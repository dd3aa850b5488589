using System.Globalization;
using System.Net;
using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Bodies that were once valid: whatever becomes of them, a send gives a result and one log entry, and nothing of ours throws.</summary>
public sealed class MutatedResponseTests
{
    private const string Json = """{"ok":"yes","data":[{"id":17,"name":"Änn \"A\" \u0041\ud83d\ude00"},{"id":null}],"f":-1.5e10,"t":true,"n":null,"e":{}}""";
    private const string Xml =
        """<?xml version="1.0" encoding="utf-8"?><r xmlns:a="urn:a"><ok a:x="1&amp;2">yes</ok><!-- c --><![CDATA[ <d> ]]><l><i>1</i><i>2</i></l>&#228;</r>""";

    private static readonly string[] Types = ["application/json", "application/xml", "text/html; charset=utf-16", "text/plain; charset=iso-8859-1", ""];

    private byte[] _body = [];
    private string _type = "";
    private HttpStatusCode _status;

    [Theory]
    [InlineData("JSON", Json, 1)]
    [InlineData("XML", Xml, 2)]
    [InlineData("TEXT", "ok=yes,code:17,#0", 3)]
    public async Task SendAsync_BodyMutated_IsAResultAndOneEntry(string dataType, string valid, int seed)
    {
        const int sends = 4000;
        await using var engine = new Engine(build: StubHandler.Under(Answer));
        string[] keys = ["ok", "", "data.0.id", "/data/0/name", "r/l/i", "#0", "x"];
        var random = new Random(seed);
        ConnectEndpoint[] endpoints = [.. keys.Select((key, i) => Engine.Endpoint("http://crm.test") with { Id = $"e{i}", ResponseKey = key, ResponseDataType = dataType })];
        foreach (ConnectEndpoint endpoint in endpoints)
        {
            await engine.SaveAsync(endpoint);
        }

        for (int i = 0; i < sends; i++)
        {
            _body = Mutate(Encoding.UTF8.GetBytes(valid), random);
            _type = Types[random.Next(Types.Length)];
            _status = random.Next(5) == 0 ? HttpStatusCode.BadRequest : HttpStatusCode.OK;
            string id = endpoints[random.Next(endpoints.Length)].Id;

            ConnectResult result = await engine.Client.SendAsync(id, Engine.Lead, TestContext.Current.CancellationToken);

            string seen = string.Create(CultureInfo.InvariantCulture, $"{i}: {result} for {Convert.ToHexString(_body)}");
            Assert.True(result.Error?.Kind is not ConnectErrorKind.AppFailed, seen);
            Assert.True(result.Succeeded == (result.Error is null), seen);
            Assert.True(result.Succeeded || result.Value is not null || result.Diagnosis is { Steps.Count: 5 }, seen);
            Assert.True(result.LogId == i + 1, seen);
            Assert.True(result.Error is null || !result.Error.Message.Any(char.IsControl), seen);
        }

        ConnectLogPage page = await engine.Log.QueryAsync(new ConnectLogQuery(), TestContext.Current.CancellationToken);
        Assert.Equal(sends, page.Total);
    }

    private static byte[] Mutate(byte[] valid, Random random)
    {
        var body = new List<byte>(valid);
        for (int times = random.Next(1, 6); times > 0 && body.Count > 0; times--)
        {
            int at = random.Next(body.Count);
            int length = random.Next(1, Math.Min(8, body.Count - at) + 1);
            switch (random.Next(6))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    body.Insert(at, (byte)"{}[]\"\\<>&;=,:/!#\0\uFFFD"[random.Next(18)]);
                    break;
                case 3:
                    body.RemoveRange(at, length);
                    break;
                case 4:
                    body.InsertRange(random.Next(body.Count), body.GetRange(at, length));
                    break;
                default:
                    body.RemoveRange(at, random.Next(4) == 0 ? body.Count - at : length);
                    break;
            }
        }

        return [.. body];
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var response = new HttpResponseMessage(_status) { Content = new ByteArrayContent(_body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", _type);
        return response;
    }
}
