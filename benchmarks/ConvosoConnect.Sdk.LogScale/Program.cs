using ConvosoConnect.Sdk.LogScale;

Arguments arguments;
try
{
    arguments = Arguments.Read(args);
}
catch (Exception exception) when (exception is ArgumentException or FormatException)
{
    Console.Error.WriteLine($"{exception.Message}\n{Arguments.Usage}");
    return 2;
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
