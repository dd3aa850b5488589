namespace ConvosoConnect.Sdk.Diagnosis;

/// <summary>The facts of a send that a diagnosis needs. Only the texts of <see cref="Mappings"/> may hold credentials.</summary>
/// <param name="Error">Why the send did not succeed.</param>
/// <param name="WasSent">Whether the request went out, or may have gone out.</param>
internal sealed record DiagnosisFacts(ConnectError Error, bool WasSent)
{
    /// <summary>The URL of the request; null when there was no request.</summary>
    public Uri? Uri { get; init; }

    /// <summary>The status of the response; null when none came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The quoted <c>WWW-Authenticate</c> of the response; null for none.</summary>
    public string? Challenge { get; init; }

    /// <summary>The quoted names of the credentials of the endpoint; null for none.</summary>
    public string? Credential { get; init; }

    /// <summary>The media type of the response; null for none.</summary>
    public string? ContentType { get; init; }

    /// <summary>The Response Data Type of the endpoint; null when there is no endpoint.</summary>
    public string? ResponseDataType { get; init; }

    /// <summary>Whether status and headers came, but the body did not come or is not complete.</summary>
    public bool LacksBody { get; init; }

    /// <summary>See <see cref="ResponseParsers.ResponseBody.IsWindows1252Assumed"/>.</summary>
    public bool IsWindows1252Assumed { get; init; }

    /// <summary>The outcome of the adaptor's rows; null when nothing was mapped.</summary>
    public MappingFacts? Mappings { get; init; }
}

/// <summary>The outcome of an adaptor's rows.</summary>
/// <param name="Rows">One for each row of the adaptor.</param>
/// <param name="Obstacle">Why there are no rows to check; null when there are rows.</param>
internal sealed record MappingFacts(IReadOnlyList<RowTrace> Rows, string? Obstacle = null);
