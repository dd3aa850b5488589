namespace QuickStart.Crm;

/// <summary>What the receiver answers.</summary>
internal sealed record CrmAnswer(int Status, string ContentType, string Body)
{
    public static CrmAnswer Json(int status, string body) => new(status, "application/json", body);
}
