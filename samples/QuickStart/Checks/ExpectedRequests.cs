namespace QuickStart.Checks;

/// <summary>What the receiver must have got for the first lead of leads.csv, byte for byte.</summary>
internal static class ExpectedRequests
{
    public const string LeadId = "1001";

    public const string FormBody =
        "lead_id=1001&first_name=Zo%C3%AB&last_name=O%27Brien&email=zoe.obrien%40example.com&phone_1=7025550100&phone_2=7025550100"
        + "&street=1428+Elm+Ct&city=Las+Vegas&state=NV&zip=89101&country=US&dob=02%2F29%2F1984&created=Mon+Mar+2+9%3A15%3A00+PST+2026"
        + "&notes=Said+%22call+me+after+5+pm%22%2C+prefers+email+%26+text.";

    public const string LookupTarget = "/lookup?token=demo-lookup-9e44&lead_id=1001&phone=7025550100&campaign=Solar+West";

    public static string ApiBody { get; } = """
        {"lead_id":"1001","first_name":"Zoë","email":"zoe.obrien@example.com","phone_1":"7025550100","phone_2":"7025550100",
        "country":"US","work_phone":"","birthday":"February 29, 1984, 12:00 am",
        "notes":"Said \"call me after 5 pm\", prefers email & text.","call_id":880001,"disposition":"SALE",
        "called_at":"20260309T150000Z","seconds":412,"agent":"dana.reyes@example.com"}
        """.ReplaceLineEndings("");

    public static string HubSpotBody { get; } = """
        {"properties":{"email":"zoe.obrien@example.com","firstname":"Zoë","lastname":"O'Brien","phone":"7025550100",
        "city":"Las Vegas","state":"NV","date_of_birth":"1984-02-29","convoso_lead_id":"1001","membership_tier":"gold"},"associations":[]}
        """.ReplaceLineEndings("");
}
