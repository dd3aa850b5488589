namespace ConvosoConnect.Sdk.Credentials;

/// <summary>Sentences about options that are not possible. They never hold a value, which may be a secret.</summary>
internal static class OptionFaults
{
    public static string? Missing(string name, string? value) => string.IsNullOrWhiteSpace(value) ? $"{name} is missing or empty." : null;

    public static string? NoHeader(string name, string? value) => string.IsNullOrEmpty(value) || !value.All(IsTokenCharacter)
        ? $"{name} is not the name of a header: letters, digits and characters such as - or _ are possible."
        : null;

    public static string? ControlCharacter(string name, string? value) => value?.Any(char.IsControl) == true
        ? $"{name} has a control character, such as a line break at its end. Remove it."
        : null;

    public static string? NoUrl(string name, string? value, params ReadOnlySpan<string> schemes) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? uri) && schemes.Contains(uri.Scheme) && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
            ? null
            : $"{name} is not an absolute URL that begins with {string.Join(" or ", schemes.ToArray())} and has no user name, password or fragment.";

    // RFC 9110, section 5.6.2.
    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);
}
