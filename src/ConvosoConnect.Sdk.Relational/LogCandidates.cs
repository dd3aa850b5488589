namespace ConvosoConnect.Sdk.Relational;

/// <summary>Where in the tables the log entries of some criteria are looked for, as SQL; see <see cref="RelationalDatabase.FindCandidates"/>.</summary>
/// <param name="tables">What stands after <c>FROM</c>; the table <c>connect_log</c> in it is named <c>l</c>.</param>
/// <param name="id">The column of the entry's id by which the entries are read newest first, such as <c>l.id</c>.</param>
/// <param name="condition">What stands after <c>WHERE</c>; <c>1 = 1</c> where nothing is asked for.</param>
public sealed class LogCandidates(string tables, string id, string condition)
{
    internal string Tables => tables;

    internal string Id => id;

    internal string Condition => condition;
}
