namespace ConvosoConnect.Sdk.Sending;

/// <summary>How the lead source for Convoso's own API reaches it.</summary>
public sealed class ConvosoLeadsOptions
{
    /// <summary>The API token, sent as <c>auth_token</c> in the form body. Required; never logged.</summary>
    public string AuthToken { get; set; } = "";

    /// <summary>The address of the leads search. Default: Convoso's documented <c>https://api.convoso.com/v1/leads/search</c>.</summary>
    public Uri ApiUrl { get; set; } = new("https://api.convoso.com/v1/leads/search");
}
