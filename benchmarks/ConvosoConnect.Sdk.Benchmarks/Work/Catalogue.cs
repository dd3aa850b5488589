using ConvosoConnect.Sdk.Benchmarks.Contenders;

namespace ConvosoConnect.Sdk.Benchmarks.Work;

/// <summary>All jobs.</summary>
internal static class Catalogue
{
    public const string Engine = "ConvosoConnect.Sdk";
    public const string HandWritten = "hand-written Utf8JsonWriter";
    public const string ByData = "the same integrator told by data";
    public const string FormContent = "FormUrlEncodedContent";

    public static IEnumerable<Job> Builds => [.. Workload.Sizes.SelectMany(size => Format.All.SelectMany(format => Build(format, size))), .. Variants];

    public static IEnumerable<Job> Sends => Workload.Sizes.SelectMany(size => Format.All.SelectMany(format => Send(format, size)));

    /// <summary>The jobs that the goals name.</summary>
    public static IEnumerable<Job> ForGoals =>
    [
        .. Format.All.SelectMany(format => Build(format, Workload.Typical)),
        .. Build(Format.Json, Workload.Small),
        .. Build(Format.Json, Workload.Large),
        .. Send(Format.Json, Workload.Typical),
        .. Send(Format.Raw, Workload.Typical),
        .. Parsing.Jobs,
    ];

    public static string BuildOf(string format, string size) => $"Build, {size} {format}";

    public static string SendOf(string format, string size) => $"Send, {size} {format}";

    private static IEnumerable<Job> Variants => Workload.Variants.SelectMany(variant => Build(Format.Json, variant).Concat(Build(Format.Raw, variant)).Where(j => j.Contender == Engine));

    private static IEnumerable<Job> Build(Format format, Workload workload)
    {
        string group = BuildOf(format.Name, workload.Name);
        var host = new EngineHost(format, workload);
        yield return new Job(group, Engine, host.Build, host.SeeBuild);
        if (format == Format.Json)
        {
            var byHand = new HandWritten(workload);
            yield return OfMessage(group, HandWritten, byHand.Build);
            yield return OfMessage(group, "JsonSerializer + StringContent", () => Plain.Json(workload));
        }
        else if (format.Name == Format.Declared.Name)
        {
            var declared = new EngineHost(Format.Declared, workload);
            yield return new Job(group, ByData, declared.Build, declared.SeeBuild);
        }
        else if (format == Format.Raw)
        {
            yield return OfMessage(group, FormContent, () => Plain.Form(workload));
        }
    }

    private static IEnumerable<Job> Send(Format format, Workload workload)
    {
        string group = SendOf(format.Name, workload.Name);
        var host = new EngineHost(format, workload);
        yield return new Job(group, Engine, () => host.Send(), host.SeeSend);
        Func<string, IEnumerable<Job>>? others = format == Format.Json ? new Callers(workload).Json : format == Format.Raw ? new Callers(workload).Form : null;
        foreach (Job other in others?.Invoke(group) ?? [])
        {
            yield return other;
        }
    }

    private static Job OfMessage(string group, string contender, Func<HttpRequestMessage> build) => new(
        group,
        contender,
        () => build().Dispose(),
        () =>
        {
            using HttpRequestMessage message = build();
            return Seen.Of(message);
        });
}
