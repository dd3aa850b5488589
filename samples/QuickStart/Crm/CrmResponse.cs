namespace QuickStart.Crm;

/// <summary>What the receiver answers.</summary>
internal sealed record CrmResponse(int Status, string ContentType, string Body)
{
    public static CrmResponse Json(int status, string body) => new(status, "application/json", body);
}
