using System.Text.Json;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Diagnosis;

public sealed class ConnectErrorKindsTests
{
    [Fact]
    public void Parse_NameOfEveryKind_GivesTheKind() =>
        Assert.All(Enum.GetValues<ConnectErrorKind>(), kind => Assert.Equal(kind, ConnectErrorKinds.Parse(kind.ToString())));

    [Theory]
    [InlineData("")]
    [InlineData("13")]
    [InlineData("timeout")]
    [InlineData("Timeout, Tls")]
    [InlineData("QuotaExceeded")]
    public void Parse_OtherText_GivesUnknown(string name) => Assert.Equal(ConnectErrorKind.Unknown, ConnectErrorKinds.Parse(name));

    [Fact]
    public void Parse_Null_Throws() => Assert.Throws<ArgumentNullException>("name", () => ConnectErrorKinds.Parse(null!));

    [Fact]
    public void Serialize_EntryWithKinds_WritesTheirNames()
    {
        string json = JsonSerializer.Serialize(
            LogEntries.Entry() with { ErrorKind = ConnectErrorKind.Timeout, Attempts = [new() { ErrorKind = ConnectErrorKind.Dns }, new() { StatusCode = 200 }] });

        Assert.Contains("\"ErrorKind\":\"Timeout\"", json, StringComparison.Ordinal);
        Assert.Contains("\"ErrorKind\":\"Dns\"", json, StringComparison.Ordinal);
        Assert.Contains("\"ErrorKind\":null", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Deserialize_NameOfANewerVersion_IsUnknown()
    {
        string json = JsonSerializer.Serialize(LogEntries.Entry() with { ErrorKind = ConnectErrorKind.Timeout });

        ConnectLogEntry? entry = JsonSerializer.Deserialize<ConnectLogEntry>(json.Replace("\"Timeout\"", "\"QuotaExceeded\"", StringComparison.Ordinal));

        Assert.Equal(ConnectErrorKind.Unknown, entry?.ErrorKind);
    }

    [Fact]
    public void Deserialize_NameOrNull_GivesKindOrNull()
    {
        Assert.Equal(ConnectErrorKind.Blocked, JsonSerializer.Deserialize<ConnectErrorKind?>("\"Blocked\""));
        Assert.Null(JsonSerializer.Deserialize<ConnectErrorKind?>("null"));
    }

    [Fact]
    public void Deserialize_Number_Throws() => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ConnectErrorKind>("13"));
}
