using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>A connection string that is none is refused where it is given, in a sentence that says what was seen and quotes no value.</summary>
public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData(null, "is null. Where it comes from the configuration, check the name")]
    [InlineData("", "is empty")]
    [InlineData(" \t", "is empty")]
    [InlineData("s3cret.db", "is a text of 9 characters without a keyword and '=', such as the path of a file")]
    [InlineData("/var/lib/s3cret.db", "is a text of 18 characters")]
    [InlineData("C:\\data\\s3cret.db", "is a text of 17 characters")]
    [InlineData("file:///s3cret.db", "is a URL")]
    [InlineData("=s3cret", "cannot be read as keyword=value pairs")]
    [InlineData("Data Source=a.db;Password='s3cret", "cannot be read as keyword=value pairs")]
    [InlineData("Data Source=a.db;Password=x;s3cret=y", "does not know, number 3 of 3")]
    [InlineData("Host=s3cret;Database=app", "has a keyword that SQLite does not know, number 1 of 2")]
    [InlineData("Data Source=a.db;Mode=s3cret", "has a value that is not possible for the keyword 'mode'")]
    [InlineData("Data Source=a.db;Default Timeout=s3cret", "has a value that is not possible for the keyword 'default timeout'")]
    public void UseSqlite_NoConnectionString_IsRefusedInASentenceWithoutItsValues(string? text, string seen)
    {
        foreach (Action<ConvosoConnectBuilder> use in new Action<ConvosoConnectBuilder>[] { b => b.UseSqlite(text!), b => b.UseSqliteLog(text!) })
        {
            var services = new ServiceCollection();
            ConvosoConnectBuilder builder = services.AddConvosoConnect();
            int before = services.Count;

            var refused = Assert.ThrowsAny<ArgumentException>(() => use(builder));

            Assert.Equal("connectionString", refused.ParamName);
            Assert.StartsWith("The connection string for SQLite ", refused.Message, StringComparison.Ordinal);
            Assert.Contains(seen, refused.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("Write one such as 'Data Source=connect.db'.", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
            Assert.Equal(before, services.Count);
        }
    }

    [Theory]
    [InlineData("Data Source=a b.db; Default Timeout = 5 ;")]
    [InlineData("DataSource=\"a;b=c.db\";Cache=Shared;Pooling=false")]
    [InlineData("Filename=a.db;Password=")]
    public void UseSqlite_EverySpellingOfTheDriver_IsTaken(string text) =>
        Assert.Contains(new ServiceCollection().AddConvosoConnect().UseSqlite(text).Services, d => d.ServiceType == typeof(Logs.IConnectLogRetention));
}
