using System.Data;
using System.Diagnostics.CodeAnalysis;
using DbUp.Engine.Transactions;
using Npgsql;

namespace ConvosoConnect.Sdk.PostgreSql;

/// <summary>Lends DbUp an open connection with a transaction. DbUp closes the connections that it uses; this one stays open.</summary>
internal sealed class LentConnection(NpgsqlConnection connection) : DatabaseConnectionManager(new DelegateConnectionFactory(_ => new Unclosed(connection)))
{
    /// <summary>The driver takes several statements at once.</summary>
    public override IEnumerable<string> SplitScriptIntoCommands(string scriptContents) => [scriptContents];

    private sealed class Unclosed(NpgsqlConnection connection) : IDbConnection
    {
        [AllowNull]
        public string ConnectionString
        {
            get => connection.ConnectionString;
            set => throw new NotSupportedException("A connection that is open keeps its connection string.");
        }

        public int ConnectionTimeout => connection.ConnectionTimeout;

        public string Database => connection.Database;

        public ConnectionState State => connection.State;

        public IDbTransaction BeginTransaction() => connection.BeginTransaction();

        public IDbTransaction BeginTransaction(IsolationLevel il) => connection.BeginTransaction(il);

        public void ChangeDatabase(string databaseName) => connection.ChangeDatabase(databaseName);

        public IDbCommand CreateCommand() => connection.CreateCommand();

        public void Open()
        {
        }

        public void Close()
        {
        }

        public void Dispose()
        {
        }
    }
}
