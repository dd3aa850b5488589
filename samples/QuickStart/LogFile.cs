using ConvosoConnect.Sdk;
using CsvHelper;

namespace QuickStart;

/// <summary>Calls of the log as a CSV file in the current folder.</summary>
internal static class LogFile
{
    public const string Name = "connect-log.csv";

    public static async Task WriteAsync(IConnectLogStore log, ConnectLogQuery query, CancellationToken cancellationToken)
    {
        await using FileStream file = File.Create(Name);
        await ConnectLogCsv.WriteAsync(log.StreamAsync(query, cancellationToken), file, cancellationToken);
    }

    /// <summary>How many records another program finds in it.</summary>
    public static int Count()
    {
        using CsvReader csv = CsvReader.FromFile(Name, new CsvReaderOptions { Separator = ',' });
        int count = 0;
        while (csv.Read())
        {
            count++;
        }

        return count;
    }
}
