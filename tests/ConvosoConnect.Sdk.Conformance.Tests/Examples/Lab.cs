using System.Text.Json.Nodes;
using ConvosoConnect.Sdk.Integrators;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Examples;

/// <summary>A file of examples in a folder of its own, with an integrator that does nothing unless the test says what.</summary>
internal sealed class Lab : IDisposable
{
    /// <summary>One success and one refusal, which all tests vary.</summary>
    public const string Right = """
        {
          "formatVersion": 1,
          "integrator": "Made",
          "endpoint": { "apiUrl": "https://crm.example.org/leads?step=1", "authorizationHeader": "Authorization: Bearer TOKEN", "postDataType": "JSON",
                        "responseKey": "id", "captures": { "state": "state" } },
          "adaptor": { "email": "email", "tags": "tags", "age": { "field": "age" } },
          "lead": { "email": "ada@example.org", "tags": ["a", "b"], "age": 36 },
          "examples": [
            {
              "name": "a lead is taken",
              "request": {
                "method": "PATCH",
                "url": "https://crm.example.org/leads?step=1",
                "headers": { "content-type": "application/json", "Authorization": "Bearer TOKEN", "X-Made": "yes" },
                "body": { "email": "ada@example.org", "tags": "a,b", "age": 36 }
              },
              "response": { "status": 201, "body": { "id": 512, "state": "new" } },
              "result": { "success": true, "value": "512", "captures": { "state": "new" } }
            },
            {
              "name": "a lead is refused",
              "lead": { "email": "zoë 😀", "age": null },
              "request": {
                "method": "PATCH",
                "url": "https://crm.example.org/leads?step=1",
                "headers": { "Content-Type": "application/json", "Authorization": "Bearer TOKEN", "X-Made": "yes" },
                "body": "{\"email\":\"zoë 😀\",\"tags\":\"a,b\",\"age\":\"\"}"
              },
              "response": { "status": 422, "headers": { "Content-Type": "application/problem+json" }, "body": "{ \"why\": \"old\" }" },
              "result": { "success": false, "value": "old", "error": { "kind": "HttpStatus", "sentence": "Made says 'old'." } }
            },
            { "name": "nothing is sent", "adaptor": { "email": null }, "refused": "Made needs an email." }
          ]
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("examples-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "Made.examples.json");

    public string ActualPath => System.IO.Path.Combine(_folder, "Made.examples.actual.json");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public IntegratorExamples Read(string json, Action<IntegratorRequest>? shape = null, Func<IntegratorResponse, IntegratorReading?>? read = null)
    {
        File.WriteAllText(Path, json);
        return new IntegratorExamples(Path, b => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions
            .AddSingleton<IIntegratorTemplate>(b.Services, new Made(shape, read)));
    }

    /// <summary>Changes one place of the right file, found by the names and positions of a path.</summary>
    public static string With(string path, string? json)
    {
        JsonNode root = JsonNode.Parse(Right)!;
        string[] names = path.Split('/');
        JsonNode at = names[..^1].Aggregate(root, (node, name) => int.TryParse(name, out int index) ? node[index]! : node[name]!);
        if (at is JsonArray list)
        {
            list[int.Parse(names[^1], System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(json!);
        }
        else if (json is null)
        {
            at.AsObject().Remove(names[^1]);
        }
        else
        {
            at[names[^1]] = JsonNode.Parse(json);
        }

        return root.ToJsonString();
    }

    /// <summary>The failure of each case that fails, by its name.</summary>
    public static async Task<Dictionary<string, ConformanceException>> FailuresAsync(IntegratorExamples examples)
    {
        var failures = new Dictionary<string, ConformanceException>(StringComparer.Ordinal);
        foreach (ConformanceCase @case in examples.Cases)
        {
            try
            {
                await @case.RunAsync(Token);
            }
            catch (ConformanceException exception)
            {
                failures.Add(@case.Name, exception);
            }
        }

        return failures;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class Made(Action<IntegratorRequest>? shape, Func<IntegratorResponse, IntegratorReading?>? read) : IIntegratorTemplate
    {
        public string Name => "Made";

        public IntegratorContract Contract => IntegratorContract.None;

        public void Shape(IntegratorRequest request)
        {
            request.Method = HttpMethod.Patch;
            request.AddHeader("X-Made", "yes");
            if (!request.Payload.TryGet("email", out _))
            {
                request.Refuse("Made needs an email.");
            }

            shape?.Invoke(request);
        }

        public IntegratorReading? Read(IntegratorResponse response) =>
            read is not null ? read(response)
            : response.Find("why") is { } why ? IntegratorReading.Rejected(why, $"Made says '{why}'.")
            : null;
    }
}
