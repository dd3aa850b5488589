using System.Collections.Frozen;

namespace ConvosoConnect.Sdk.Integrators.BlueInkDigital;

/// <summary>How a member's value is written.</summary>
internal enum MemberForm
{
    /// <summary>As text, whatever the lead holds.</summary>
    Text,

    /// <summary>A number or boolean of the lead without quotes, everything else as text.</summary>
    Typed,

    /// <summary>As a boolean, read from true, false, yes, no, 1 or 0.</summary>
    Boolean,
}

/// <summary>Where a destination key goes in the body and what its value may be.</summary>
/// <param name="Path">The path from the root, such as <c>contact.email</c>.</param>
/// <param name="Form">How the value is written.</param>
/// <param name="Longest">The most characters it may have; 0 means no limit.</param>
internal readonly record struct Member(string Path, MemberForm Form, int Longest = 0);

/// <summary>
/// The members of the Jangl lead-exchange format. Names, lengths, and that <c>tcpa_compliant</c> and <c>own_property</c> are booleans, are from Jangl's documentation. These are
/// our decisions: every other member of <c>meta</c> and <c>contact</c> is text, so that a ZIP code or a phone number that the lead holds as a number stays a string of digits;
/// <c>phone2</c> and <c>address2</c> have the limits of <c>phone</c> and <c>address</c>; and a path that does not start with a member of the root is below <c>data</c>, like a bare
/// name.
/// </summary>
internal static class BlueInkDigitalMembers
{
    public const string AuthCode = "auth_code";

    private static readonly Member[] Documented =
    [
        new(AuthCode, MemberForm.Text),
        new("meta.originally_created", MemberForm.Text),
        new("meta.source_id", MemberForm.Text, 50),
        new("meta.offer_id", MemberForm.Text, 100),
        new("meta.lead_id_code", MemberForm.Text, 36),
        new("meta.trusted_form_cert_url", MemberForm.Text, 255),
        new("meta.user_agent", MemberForm.Text, 255),
        new("meta.landing_page_url", MemberForm.Text, 200),
        new("meta.tcpa_compliant", MemberForm.Boolean),
        new("meta.tcpa_consent_text", MemberForm.Text),
        new("contact.first_name", MemberForm.Text, 50),
        new("contact.last_name", MemberForm.Text, 50),
        new("contact.email", MemberForm.Text),
        new("contact.phone", MemberForm.Text, 20),
        new("contact.phone2", MemberForm.Text, 20),
        new("contact.phone_last_four", MemberForm.Text),
        new("contact.address", MemberForm.Text, 150),
        new("contact.address2", MemberForm.Text, 150),
        new("contact.city", MemberForm.Text, 75),
        new("contact.state", MemberForm.Text, 2),
        new("contact.zip_code", MemberForm.Text),
        new("contact.ip_address", MemberForm.Text),
        new("data.own_property", MemberForm.Boolean),
    ];

    private static readonly FrozenDictionary<string, Member> ByPath = Documented.ToFrozenDictionary(m => m.Path);

    private static readonly FrozenDictionary<string, Member> ByName =
        Documented.ToFrozenDictionary(m => m.Path[(m.Path.IndexOf('.', StringComparison.Ordinal) + 1)..]);

    /// <summary>The position of a member of the root, as in Jangl's own example (the order has no meaning in JSON).</summary>
    public static int Order(string root) => root switch
    {
        AuthCode => 0,
        "meta" => 1,
        "contact" => 2,
        _ => 3,
    };

    /// <summary>Finds the member that a destination key stands for.</summary>
    public static Member Place(string key)
    {
        if (ByName.TryGetValue(key, out Member member) || ByPath.TryGetValue(key, out member))
        {
            return member;
        }

        int dot = key.IndexOf('.', StringComparison.Ordinal);
        string first = dot < 0 ? key : key[..dot];
        return first switch
        {
            "meta" or "contact" => new(key, MemberForm.Text),
            "data" => new(key, MemberForm.Typed),
            _ => new("data." + key, MemberForm.Typed),
        };
    }

    /// <summary>
    /// Whether a ping may hold a member. According to Jangl's documentation it holds no auth code, and of the contact only the ZIP code and the last four digits of the phone
    /// number.
    /// </summary>
    public static bool BelongsInPing(string path)
    {
        string[] names = path.Split('.', 3);
        return names[0] switch
        {
            AuthCode => false,
            "contact" => names.Length == 2 && names[1] is "zip_code" or "phone_last_four",
            _ => true,
        };
    }
}
