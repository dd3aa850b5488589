using ConvosoConnect.Sdk.LogScale;

if (Arguments.Read(args, out int exitCode) is not { } arguments)
{
    return exitCode;
}

if (arguments.AppendTo is { } connectionString)
{
    await Stalls.AppendAsync(arguments.Providers[0], connectionString, arguments.Seconds);
    return 0;
}

if (arguments.Stalls)
{
    foreach (string provider in arguments.Providers)
    {
        foreach (long size in arguments.Sizes)
        {
            Console.WriteLine(await Stalls.MeasureAsync(provider, size, arguments));
        }
    }

    return 0;
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
