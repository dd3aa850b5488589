using System.Net;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;

namespace ConvosoConnect.Sdk.Reliability.Tests.Canaries;

/// <summary>The forms in which a secret may turn up.</summary>
internal static class Forms
{
    private const int Fragment = 8;

    public static IReadOnlyList<(string Name, Func<Canary, string> Write)> All { get; } =
    [
        ("plain", canary => canary.Secret),
        ("a fragment", canary => canary.Core[..Fragment]),
        ("URL-encoded", canary => Uri.EscapeDataString(canary.Secret)),
        ("URL-encoded, small digits", canary => Uri.EscapeDataString(canary.Secret).ToLowerInvariant()),
        ("URL-encoded twice", canary => Uri.EscapeDataString(Uri.EscapeDataString(canary.Secret))),
        ("form-encoded", canary => WebUtility.UrlEncode(canary.Secret)),
        ("JSON-escaped", canary => JavaScriptEncoder.Default.Encode(canary.Secret)),
        ("JSON-escaped, slashes too", canary => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(canary.Secret).Replace("/", "\\/", StringComparison.Ordinal)),
        ("XML-escaped", canary => SecurityElement.Escape(canary.Secret)!),
        ("HTML-escaped", canary => HtmlEncoder.Default.Encode(canary.Secret)),
        ("Base64", canary => Base64(canary.Secret, before: 0)),
        ("Base64 after one byte", canary => Base64(canary.Secret, before: 1)),
        ("Base64 after two bytes", canary => Base64(canary.Secret, before: 2)),
        ("upper case", canary => canary.Secret.ToUpperInvariant()),
        ("hexadecimal", canary => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(canary.Secret))),
        ("hexadecimal, capitals", canary => Convert.ToHexString(Encoding.ASCII.GetBytes(canary.Secret))),
        ("hexadecimal with hyphens", canary => BitConverter.ToString(Encoding.ASCII.GetBytes(canary.Secret))),
        ("UTF-16 in hexadecimal", canary => Convert.ToHexString(Encoding.Unicode.GetBytes(canary.Secret))),
        ("UTF-16 in Base64", canary => Convert.ToBase64String(Encoding.Unicode.GetBytes(canary.Secret))[..^4]),
    ];

    /// <summary>All secrets in all forms, as a receiver would repeat them that means ill.</summary>
    public static string Everything { get; } = string.Join(' ', Canary.All.SelectMany(canary => All.Where(form => form.Name != "a fragment").Select(form => form.Write(canary))));

    /// <summary>The characters of a Base64 text that depend on the secret alone, whatever stands before and after it.</summary>
    private static string Base64(string secret, int before)
    {
        string all = Convert.ToBase64String([.. new byte[before], .. Encoding.ASCII.GetBytes(secret)]);
        return all[(before == 0 ? 0 : before + 1)..((before + secret.Length) * 8 / 6)];
    }
}
