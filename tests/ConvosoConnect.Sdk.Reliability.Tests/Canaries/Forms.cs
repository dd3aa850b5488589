using System.Net;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;

namespace ConvosoConnect.Sdk.Reliability.Tests.Canaries;

/// <summary>The forms in which a secret may turn up.</summary>
internal static class Forms
{
    private const int Fragment = 8;

    public static IReadOnlyList<Form> All { get; } =
    [
        new("plain", canary => canary.Secret),
        new("a fragment", canary => canary.Core[..Fragment]),
        new("URL-encoded", canary => Uri.EscapeDataString(canary.Secret)),
        new("URL-encoded, small digits", canary => Uri.EscapeDataString(canary.Secret).ToLowerInvariant()),
        new("URL-encoded twice", canary => Uri.EscapeDataString(Uri.EscapeDataString(canary.Secret))),
        new("form-encoded", canary => WebUtility.UrlEncode(canary.Secret)),
        new("JSON-escaped", canary => JavaScriptEncoder.Default.Encode(canary.Secret)),
        new("JSON-escaped, slashes too", canary => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(canary.Secret).Replace("/", "\\/", StringComparison.Ordinal)),
        new("XML-escaped", canary => SecurityElement.Escape(canary.Secret)!),
        new("HTML-escaped", canary => HtmlEncoder.Default.Encode(canary.Secret)),
        new("Base64", canary => Base64(canary.Secret, before: 0)),
        new("Base64 after one byte", canary => Base64(canary.Secret, before: 1)),
        new("Base64 after two bytes", canary => Base64(canary.Secret, before: 2)),
        new("upper case", canary => canary.Secret.ToUpperInvariant()),
        new("hexadecimal", canary => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(canary.Secret))),
        new("hexadecimal, capitals", canary => Convert.ToHexString(Encoding.ASCII.GetBytes(canary.Secret))),
        new("hexadecimal with hyphens", canary => BitConverter.ToString(Encoding.ASCII.GetBytes(canary.Secret))),
        new("UTF-16 in hexadecimal", canary => Convert.ToHexString(Encoding.Unicode.GetBytes(canary.Secret))),
        new("UTF-16 in Base64", canary => Convert.ToBase64String(Encoding.Unicode.GetBytes(canary.Secret))[..^4]),
        new("Base64 for URLs", canary => Convert.ToBase64String(Encoding.ASCII.GetBytes(canary.Secret)).Replace('+', '-').Replace('/', '_').TrimEnd('=')),
        new("Base64, padded, with a user", canary => Convert.ToBase64String(Encoding.ASCII.GetBytes($"user:{canary.Secret}"))),
        new("Base64, unpadded, with a user", canary => Convert.ToBase64String(Encoding.ASCII.GetBytes($"user:{canary.Secret}")).TrimEnd('=')),
        new("Base64, wrapped at 76 columns", canary => Wrapped(canary.Secret, columns: 76, "\r\n"), IsForBodies: true),
        new("Base64, wrapped at 64 columns", canary => Wrapped(canary.Secret, columns: 64, "\n"), IsForBodies: true),
    ];

    /// <summary>The secrets of the configuration in all forms that a header can hold.</summary>
    public static string Everything { get; } = Join(Canary.OfConfiguration, form => !form.IsForBodies);

    /// <summary>All secrets in these forms, as a receiver would repeat them in a header that means ill.</summary>
    public static string EverythingInHeaders { get; } = Join(Canary.All, form => !form.IsForBodies);

    /// <summary>The same for a body, in all forms.</summary>
    public static string EverythingInBodies { get; } = Join(Canary.All, _ => true);

    private static string Join(IEnumerable<Canary> canaries, Func<Form, bool> isWanted) =>
        string.Join(' ', canaries.SelectMany(canary => All.Where(form => form.Name != "a fragment" && isWanted(form)).Select(form => form.Write(canary))));

    /// <summary>The Base64 of a longer text whose first line ends within the secret, without what stands before and after the secret in it.</summary>
    private static string Wrapped(string secret, int columns, string lineBreak)
    {
        int before = columns - 16;
        string all = Convert.ToBase64String([.. new byte[before * 6 / 8], .. Encoding.ASCII.GetBytes(secret)]);
        return string.Concat(all.AsSpan(before, columns - before), lineBreak, all.AsSpan(columns)).TrimEnd('=');
    }

    /// <summary>The characters of a Base64 text that depend on the secret alone, whatever stands before and after it.</summary>
    private static string Base64(string secret, int before)
    {
        string all = Convert.ToBase64String([.. new byte[before], .. Encoding.ASCII.GetBytes(secret)]);
        return all[(before == 0 ? 0 : before + 1)..((before + secret.Length) * 8 / 6)];
    }
}
