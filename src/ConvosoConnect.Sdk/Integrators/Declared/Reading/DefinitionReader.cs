using System.Text.Json;

namespace ConvosoConnect.Sdk.Integrators.Declared.Reading;

/// <summary>Reads the JSON of a definition. It tells everything that is wrong at once, each with its place.</summary>
internal static class DefinitionReader
{
    public const int Version = 1;

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 64,
    };

    /// <summary>Reads a definition from a file's text, whose format has a version.</summary>
    public static IntegratorDefinition Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            var problems = new List<ValidationProblem>();
            IntegratorDefinition definition = Read(document.RootElement, "", problems, isFile: true);
            return problems.Count == 0 ? definition : throw new ConnectValidationException($"integrator definition '{definition.Name}'", problems);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new ConnectValidationException("integrator definition", [new("$", "It holds half of a pair of UTF-16 surrogates, which is no text. Remove it.")]);
        }
        catch (JsonException exception)
        {
            throw new ConnectValidationException(
                "integrator definition",
                [new("$", $"It is not JSON, or has a member twice, at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}. Correct it there.")]);
        }
    }

    /// <summary>Reads a definition.</summary>
    /// <param name="root">The object.</param>
    /// <param name="place">Where it stands; empty for a file's root.</param>
    /// <param name="problems">Takes what is wrong, also with the definition as a whole.</param>
    /// <param name="isFile">Whether it needs the version of the format.</param>
    public static IntegratorDefinition Read(JsonElement root, string place, List<ValidationProblem> problems, bool isFile)
    {
        int before = problems.Count;
        var reader = new DefinitionObject(root, place, problems);
        if (isFile)
        {
            _ = reader.Text("$schema");
            if (reader.Whole("formatVersion") is var version && version != Version)
            {
                string seen = version is null ? "The definition has no format version" : $"The definition has format version {version}";
                reader.Refuse("formatVersion", $"{seen}; this package reads version {Version}. Write \"formatVersion\": {Version}.");
            }
        }

        IntegratorDefinition definition = Read(reader);
        reader.RefuseUnknown();
        if (problems.Count == before)
        {
            problems.AddRange(definition.Validate().Select(problem => problem with { Field = place.Length == 0 ? problem.Field : $"{place}.{problem.Field}" }));
        }

        return definition;
    }

    private static IntegratorDefinition Read(DefinitionObject reader)
    {
        var defaults = new IntegratorDefinition { Name = "" };
        return new IntegratorDefinition
        {
            Name = reader.Text("name") ?? "",
            Source = reader.Text("source"),
            Method = reader.Text("method") ?? defaults.Method,
            ContentType = reader.Text("contentType"),
            Headers = reader.Texts("headers"),
            RequiredHeaders = reader.Texts("requiredHeaders"),
            Settings = reader.Objects("settings", ReadSetting),
            Body = reader.Object("body") is { } body ? ReadBody(body) : defaults.Body,
            Paths = reader.List("paths"),
            Variants = reader.ObjectList("variants", ReadVariant),
            Response = reader.Object("response") is { } response ? ReadResponse(response, further: "captures") : defaults.Response,
            Captures = reader.Object("response") is { } again ? again.Texts("captures") : defaults.Captures,
            Retries = [.. reader.ObjectList("retries", ReadRetry).OfType<IntegratorRetry>()],
            EmptyValues = reader.Choice("emptyValues", defaults.EmptyValues),
            Delimiter = reader.Text("delimiter"),
            RateLimit = reader.Whole("rateLimit"),
            RateInterval = reader.Time("rateInterval") ?? defaults.RateInterval,
        };
    }

    private static IntegratorSetting ReadSetting(DefinitionObject reader)
    {
        var setting = new IntegratorSetting { Description = reader.Text("description") ?? "", Required = reader.Boolean("required"), Default = reader.Text("default") };
        reader.RefuseUnknown();
        return setting;
    }

    private static IntegratorVariant ReadVariant(DefinitionObject reader)
    {
        var variant = new IntegratorVariant
        {
            Path = reader.Text("path") ?? "",
            Method = reader.Text("method"),
            Body = reader.Object("body") is { } body ? ReadBody(body) : null,
            Response = reader.Object("response") is { } response ? ReadResponse(response) : null,
        };
        reader.RefuseUnknown();
        return variant;
    }

    private static IntegratorBody ReadBody(DefinitionObject reader)
    {
        var defaults = new IntegratorBody();
        var body = new IntegratorBody
        {
            Encoder = reader.Text("encoder") ?? defaults.Encoder,
            Envelope = reader.Json("envelope"),
            Nested = reader.Boolean("nested"),
            Routes = reader.Texts("routes"),
            Constants = reader.Values("constants"),
            Omit = reader.List("omit"),
            Lists = reader.List("lists"),
            Numbers = reader.List("numbers"),
            Booleans = reader.List("booleans"),
            Texts = reader.Boolean("texts"),
            MaxLengths = reader.Wholes("maxLengths"),
            Required = reader.Texts("required"),
        };
        reader.RefuseUnknown();
        return body;
    }

    private static IntegratorResponseRules ReadResponse(DefinitionObject reader, string? further = null)
    {
        var rules = new IntegratorResponseRules
        {
            Type = reader.Text("type"),
            Key = reader.Text("key"),
            Success = reader.Object("success") is { } success ? ReadSuccess(success) : null,
            Errors = reader.Object("errors") is { } errors ? ReadErrors(errors) : null,
            Sentences = reader.Texts("sentences"),
            Advice = reader.Text("advice"),
        };
        reader.RefuseUnknown(further);
        return rules;
    }

    private static IntegratorSuccess ReadSuccess(DefinitionObject reader)
    {
        var success = new IntegratorSuccess { Statuses = reader.WholeList("statuses"), Key = reader.Text("key"), Values = reader.List("values"), Otherwise = reader.Text("otherwise") };
        reader.RefuseUnknown();
        return success;
    }

    private static IntegratorErrors ReadErrors(DefinitionObject reader)
    {
        var errors = new IntegratorErrors
        {
            List = reader.Text("list"),
            Message = reader.List("message"),
            Code = reader.List("code"),
            Field = reader.List("field"),
            Nested = reader.Text("nested"),
            Fallbacks = reader.List("fallbacks"),
        };
        reader.RefuseUnknown();
        return errors;
    }

    private static IntegratorRetry? ReadRetry(DefinitionObject reader)
    {
        int status = reader.Whole("status") ?? 0;
        TimeSpan wait = reader.Time("leastWait") ?? TimeSpan.Zero;
        IntegratorRetryKind kind = reader.Choice("kind", IntegratorRetryKind.NotTaken);
        string reason = reader.Text("reason") ?? "";
        (string? header, string? key, string? value) = (reader.Text("header"), reader.Text("key"), reader.Text("value"));
        reader.RefuseUnknown();
        string? problem = status is < 200 or > 999 ? "The status must be from 200 to 999."
            : wait < TimeSpan.Zero ? "The wait must not be negative."
            : kind == IntegratorRetryKind.Final && string.IsNullOrWhiteSpace(reason) ? "A response that is Final needs a reason, a sentence for whoever reads the result."
            : value is not null && key is null ? "There is a value but no key under which it must be. Add the key."
            : null;
        if (problem is not null)
        {
            reader.Refuse(null, problem);
            return null;
        }

        IntegratorRetry rule = kind switch
        {
            IntegratorRetryKind.Final => IntegratorRetry.Final(status, reason),
            IntegratorRetryKind.MaybeTaken => IntegratorRetry.MaybeTaken(status, wait),
            _ => IntegratorRetry.NotTaken(status, wait),
        };
        return rule with { RequiredHeader = header, BodyKey = key, BodyValue = value };
    }
}
