using System.Text.Json.Nodes;

namespace ConvosoConnect.Sdk.Conformance.Examples;

/// <summary>One example, as far as it could be read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Node">Where it stands in the file.</param>
internal sealed record Example(string Name, JsonObject Node)
{
    /// <summary>The endpoint, with the integrator; null when it cannot be read.</summary>
    public ConnectEndpoint? Endpoint { get; init; }

    public IReadOnlyList<FieldMapping>? Rows { get; init; }

    public LeadRecord? Lead { get; init; }

    /// <summary>The response of the vendor; null for none.</summary>
    public CannedResponse? Response { get; init; }

    /// <summary>The request that must be sent; null when nothing is sent.</summary>
    public ExpectedRequest? Request { get; init; }

    /// <summary>The sentence that says why nothing is sent; null when something is.</summary>
    public string? Refused { get; init; }

    public ExpectedResult? Result { get; init; }

    /// <summary>Whether it can be run, which needs no expectation.</summary>
    public bool CanRun => Endpoint is not null && Rows is not null && Lead is not null;

    /// <summary>Whether it was read without a problem.</summary>
    public bool IsComplete { get; init; }

    public bool IsSuccess => Result is { Success: true };
}

/// <summary>The request that an example must make. A body of null is that of a GET.</summary>
internal sealed record ExpectedRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, byte[]? Body);

/// <summary>What the recording handler gives back.</summary>
internal sealed record CannedResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>The result that an example must have. Kind and sentence are null for a success.</summary>
internal sealed record ExpectedResult(bool Success, string? Value, IReadOnlyDictionary<string, string> Captures, ConnectErrorKind? Kind, string? Sentence);
