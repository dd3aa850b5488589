using ConvosoConnect.Sdk.Load;

if (args is ["receive"])
{
    await Receiver.RunAsync();
    return 0;
}

if (Arguments.Read(args, out int exitCode) is not { } arguments)
{
    return exitCode;
}

await using var receiver = await ReceiverProcess.StartAsync();
if (arguments.SoakMinutes > 0)
{
    SoakResult soak = await Soak.RunAsync(receiver.Url, arguments);
    arguments.Write("soak.md", soak.Markdown());
    return soak.IsFlat && soak.Failed == 0 ? 0 : 1;
}

if (arguments.Noise)
{
    arguments.Write("noise.md", await Noise.MeasureAsync(receiver.Url, arguments));
    return 0;
}

IReadOnlyList<LoadResult> results = await LoadRun.MeasureAsync(receiver.Url, arguments);
arguments.Write("load.md", LoadReport.Markdown(results, arguments));
return results.Any(r => r.Failed > 0) ? 1 : 0;
