using ConvosoConnect.Sdk.Conformance.Checks;
using ConvosoConnect.Sdk.Conformance.Examples;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>
/// The examples of one integrator, read from its <c>….examples.json</c>: a lead, an adaptor and an endpoint, the exact request that they make, and what the result is after a
/// given response. Each runs through the real engine, whose requests are recorded and not sent. The schema is <c>schemas/integrator-examples.v1.schema.json</c>.
/// </summary>
/// <remarks>
/// When the environment variable <c>CONVOSOCONNECT_WRITE_EXAMPLES</c> is <c>1</c>, the case of the file also writes what really happens to <c>….examples.actual.json</c> beside the
/// file, to be reviewed and copied. It never changes the file itself.
/// </remarks>
public sealed class IntegratorExamples
{
    private const string WriteVariable = "CONVOSOCONNECT_WRITE_EXAMPLES";

    private readonly string _path;
    private readonly ExamplesFile _file;
    private readonly ExampleRunner _runner;

    /// <summary>Reads a file of examples. A file that cannot be read has one case, which says why.</summary>
    /// <param name="path">The file.</param>
    /// <param name="build">Adds the integrator, as in <c>builder => builder.AddIntegrator&lt;Zoho>()</c>; null for the built-in ones.</param>
    public IntegratorExamples(string path, Action<ConvosoConnectBuilder>? build = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        string name = Path.GetFileName(path);
        (_path, _file, _runner) = (path, ExamplesFile.Read(path), new ExampleRunner(build));
        Cases =
        [
            new(name, "The file is complete, contradicts itself nowhere, and has an example of a success and one of a refusal.", CheckFileAsync),
            .. _file.Examples.Where(e => e.IsComplete).Select(e => new ConformanceCase(
                $"{name}: {e.Name}",
                "The example makes exactly this request, and its response exactly this result.",
                token => CheckAsync(e, token))),
        ];
    }

    /// <summary>One case for the file itself, and one for each example in it that is complete.</summary>
    public IReadOnlyList<ConformanceCase> Cases { get; }

    private async Task CheckFileAsync(CancellationToken cancellationToken)
    {
        List<string> problems = [.. _file.Problems];
        if (_file.Integrator.Length > 0 && _runner.FindUnknown(_file.Integrator) is { } unknown)
        {
            problems.Add(unknown);
        }
        else if (Environment.GetEnvironmentVariable(WriteVariable) == "1" && _file.Root is not null)
        {
            await ActualFile.WriteAsync(_path, _file, _runner, cancellationToken).ConfigureAwait(false);
        }

        if (problems.Count > 0)
        {
            string list = string.Join("", problems.Select(p => $"{Environment.NewLine}- {p}"));
            throw new CheckFailedException("a complete file of examples", string.Join(' ', problems), $"The file has {Show.Count(problems.Count, "problem")}.{list}");
        }
    }

    private async Task CheckAsync(Example example, CancellationToken cancellationToken)
    {
        ExampleOutcome outcome = await _runner.RunAsync(example, cancellationToken).ConfigureAwait(false);
        List<Difference> differences = Comparison.Of(example, outcome);
        if (differences.Count > 0)
        {
            string report = string.Join("", differences.Select(d => $"{Environment.NewLine}{d}"));
            throw new CheckFailedException(
                string.Join("; ", differences.Select(d => $"{d.Place} {Show.Value(d.Expected)}")),
                string.Join("; ", differences.Select(d => Show.Value(d.Actual))),
                $"What happens differs from the example in {Show.Count(differences.Count, "place")}.{report}");
        }
    }
}
