using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

/// <summary>A connection string that is none is refused where it is given, in a sentence that says what was seen and quotes no value.</summary>
public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData(null, "is null. Where it comes from the configuration, check the name")]
    [InlineData("", "is empty")]
    [InlineData(" \t", "is empty")]
    [InlineData("s3cret.example", "is a text of 14 characters without a keyword and '='")]
    [InlineData("postgres://app:s3cret@db/app", "is a URL")]
    [InlineData("postgresql://app:s3cret@db/app?sslmode=require", "is a URL")]
    [InlineData("=s3cret", "cannot be read as keyword=value pairs")]
    [InlineData("Host=db;Password=\"s3cret", "cannot be read as keyword=value pairs")]
    [InlineData("Host=db;Password=x;s3cret=y", "does not know, number 3 of 3")]
    [InlineData("Data Source=s3cret.db;Mode=Memory", "does not know")]
    [InlineData("Host=db;Port=s3cret", "has a value that is not possible for the keyword 'port'")]
    [InlineData("Host=db;SSL Mode=s3cret", "has a value that is not possible for the keyword 'ssl mode'")]
    [InlineData("Username=app;Password=s3cret", "names no Host")]
    public void UsePostgreSql_NoConnectionString_IsRefusedInASentenceWithoutItsValues(string? text, string seen)
    {
        foreach (Action<ConvosoConnectBuilder> use in new Action<ConvosoConnectBuilder>[]
        {
            b => b.UsePostgreSql(text!), b => b.UsePostgreSql(text!, configure: null), b => b.UsePostgreSqlLog(text!),
        })
        {
            var services = new ServiceCollection();
            ConvosoConnectBuilder builder = services.AddConvosoConnect();
            int before = services.Count;

            var refused = Assert.ThrowsAny<ArgumentException>(() => use(builder));

            Assert.Equal("connectionString", refused.ParamName);
            Assert.StartsWith("The connection string for PostgreSQL ", refused.Message, StringComparison.Ordinal);
            Assert.Contains(seen, refused.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("Write one such as 'Host=db;Database=app;Username=app;Password=...'.", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
            Assert.Equal(before, services.Count);
        }
    }

    [Theory]
    [InlineData("Host=db;Database=app;Username=app;Password='a;b=c'")]
    [InlineData("Server=db,db2;User Id=app;Maximum Pool Size=3;SSL Mode=Require")]
    public void UsePostgreSql_EverySpellingOfTheDriver_IsTaken(string text) =>
        Assert.Contains(new ServiceCollection().AddConvosoConnect().UsePostgreSql(text).Services, d => d.ServiceType == typeof(Logs.IConnectLogRetention));
}
