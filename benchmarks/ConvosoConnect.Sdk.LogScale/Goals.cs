namespace ConvosoConnect.Sdk.LogScale;

internal static class Goals
{
    public const double FirstPage = 5;
    public const double Search = 50;
    public const double Export = 100_000;
    public const double AppendSqlite = 20_000;
}
