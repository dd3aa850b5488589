namespace ConvosoConnect.Sdk.Diagnosis;

/// <summary>What became of a send, as far as a diagnosis needs it. No text holds a credential, but those of <see cref="Mappings"/> may.</summary>
/// <param name="Error">Why the send did not succeed.</param>
/// <param name="WasSent">Whether the request went out, or may have.</param>
internal sealed record DiagnosisFacts(ConnectError Error, bool WasSent)
{
    /// <summary>Where the request went; null when there was none.</summary>
    public Uri? Uri { get; init; }

    /// <summary>The status of the response; null when none came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The quoted <c>WWW-Authenticate</c> of the response; null for none.</summary>
    public string? Challenge { get; init; }

    /// <summary>The media type of the response; null for none.</summary>
    public string? ContentType { get; init; }

    /// <summary>What the endpoint declares; null without an endpoint.</summary>
    public string? ResponseDataType { get; init; }

    /// <summary>Whether a head came and the body did not, or not whole.</summary>
    public bool LacksBody { get; init; }

    /// <summary>See <see cref="ResponseParsers.ResponseBody.IsWindows1252Assumed"/>.</summary>
    public bool IsWindows1252Assumed { get; init; }

    /// <summary>What became of the adaptor's rows; null when nothing was mapped.</summary>
    public MappingFacts? Mappings { get; init; }
}

/// <summary>What became of an adaptor's rows.</summary>
/// <param name="Rows">One for each row of the adaptor.</param>
/// <param name="Obstacle">Why there are no rows to look at; null when there are.</param>
internal sealed record MappingFacts(IReadOnlyList<RowTrace> Rows, string? Obstacle = null);
