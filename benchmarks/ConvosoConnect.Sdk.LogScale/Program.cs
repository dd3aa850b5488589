using ConvosoConnect.Sdk.LogScale;

if (Arguments.Read(args, out int exitCode) is not { } arguments)
{
    return exitCode;
}

var results = new List<LogResult>();
foreach (string provider in arguments.Providers)
{
    foreach (long size in arguments.Sizes)
    {
        results.Add(await LogRun.MeasureAsync(provider, size, arguments));
        if (arguments.Results is { } folder)
        {
            Report.Write(folder, Report.Merge(folder, results));
        }
    }
}

Console.WriteLine(Report.Markdown(results));
return 0;
