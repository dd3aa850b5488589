using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk;

/// <summary>
/// An endpoint, and where wanted an adaptor, that are not saved, or not saved in this form: for a preview or a test before the save. A test is a real send, whose log entry names
/// the endpoint with <c> (draft)</c> after its id. Limits and circuit breaker are the draft's own, so that it cannot disturb the saved endpoint (our decisions).
/// </summary>
public sealed record ConnectDraft
{
    private const string Suffix = " (draft)";
    private const int LongestId = 180;

    /// <summary>The endpoint. Its id may be empty.</summary>
    public required ConnectEndpoint Endpoint { get; init; }

    /// <summary>The adaptor to use instead of the endpoint's own, active or not. Null (the default): the endpoint's adaptor is found as for a send.</summary>
    public Adaptor? Adaptor { get; init; }

    /// <summary>The draft under the ids that tell it from what is saved.</summary>
    internal ConnectDraft ToSend() => new()
    {
        Endpoint = Endpoint with { Id = IdOf(Endpoint.Id), Version = 0, AdaptorId = Adaptor is null ? Endpoint.AdaptorId : IdOf(Adaptor.Id) },

        // Without a version, nothing that was compiled for the saved adaptor is used.
        Adaptor = Adaptor is null ? null : Adaptor with { Version = 0 },
    };

    private static string IdOf(string? id) =>
        string.IsNullOrEmpty(id) ? Suffix.TrimStart() : Excerpt.From(id, LongestId) + Suffix;

    /// <summary>Shows the endpoint's name and id only.</summary>
    /// <returns>Text such as <c>ConnectDraft of ConnectEndpoint crm-sync (CRM sync)</c>.</returns>
    public override string ToString() => $"{nameof(ConnectDraft)} of {Endpoint}";
}
