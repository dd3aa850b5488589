using System.Buffers;
using System.Net;

namespace ConvosoConnect.Sdk.Destinations;

/// <summary>An entry of the option <c>AllowedHosts</c>: a host name, or <c>*.</c> and a name that stands for all names below it.</summary>
internal readonly record struct AllowedHost(string Name, bool IsSuffix)
{
    // Characters that would begin another part of a URL. A host with one of them, such as an IPv6 address with its colons, is not normalised.
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/?#@:%*\\");

    /// <summary>Reads an entry.</summary>
    /// <param name="text">The entry as it is configured.</param>
    /// <param name="host">The entry, normalised.</param>
    /// <returns>A sentence that says what is wrong; null when nothing is.</returns>
    public static string? Read(string? text, out AllowedHost host)
    {
        host = default;
        string trimmed = (text ?? "").Trim();
        bool isSuffix = trimmed.StartsWith("*.", StringComparison.Ordinal);
        string name = Normalise(isSuffix ? trimmed[2..] : trimmed);
        if (IPAddress.TryParse(name.Trim('[', ']'), out _))
        {
            return $"'{text}' is an address. Name it in AllowedNetworks.";
        }

        // A suffix that ends in a number would match the text of an IPv4 address.
        if (Uri.CheckHostName(name) != UriHostNameType.Dns || !name[(name.LastIndexOf('.') + 1)..].AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return $"'{text}' is not a host name. Write a name such as crm.internal.example, or *.internal.example for all names below one, without protocol and port.";
        }

        host = new AllowedHost(name, isSuffix);
        return null;
    }

    /// <summary>Gives the form in which host names are compared: ASCII, as they are resolved, in lower case, without a dot at the end.</summary>
    public static string Normalise(string host)
    {
        bool isName = !host.AsSpan().ContainsAny(NotInNames);
        string ascii = isName && UrlRules.Read($"https://{host}/", default) is { } uri ? uri.IdnHost : host;
        return ascii.TrimEnd('.').ToLowerInvariant();
    }

    public bool Matches(string normalisedHost) => IsSuffix
        ? normalisedHost.Length > Name.Length + 1 && normalisedHost.EndsWith(Name, StringComparison.Ordinal) && normalisedHost[^(Name.Length + 1)] == '.'
        : normalisedHost == Name;
}
