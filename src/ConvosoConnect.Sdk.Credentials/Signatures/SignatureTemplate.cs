using System.Buffers;
using System.Text;
using ConvosoConnect.Sdk.Sending.Credentials;

namespace ConvosoConnect.Sdk.Credentials.Signatures;

/// <summary>A text with tokens such as <c>{timestamp}.{body}</c>, split once.</summary>
internal sealed class SignatureTemplate
{
    private static readonly string[] Tokens = ["body", "timestamp", "id", "method", "url", "path"];

    // Literals stand at even indexes, tokens at odd ones.
    private readonly string[] _parts;

    public SignatureTemplate(string text) => _parts = text.Split('{', '}');

    /// <summary>Says what is wrong with a template; null when it is possible.</summary>
    public static string? FaultOf(string name, string? text, bool hasSignature)
    {
        string[] known = hasSignature ? [.. Tokens, "signature"] : Tokens;
        string[] parts = (text ?? "").Split('{', '}');
        bool isPaired = parts.Length % 2 == 1 && !(text ?? "").Where(c => c is '{' or '}').Where((c, at) => c != (at % 2 == 0 ? '{' : '}')).Any();
        return string.IsNullOrEmpty(text) ? $"{name} is missing or empty."
            : !isPaired ? $"{name} has a brace without its counterpart."
            : parts.Where((_, at) => at % 2 == 1).FirstOrDefault(token => !known.Contains(token, StringComparer.Ordinal)) is { } unknown
                ? $"{name} has the token {{{unknown}}}. Known are: {string.Join(", ", known.Select(token => $"{{{token}}}"))}."
                : null;
    }

    /// <summary>Writes the text for a request as bytes; the body goes in as it is.</summary>
    public void Write(CredentialRequest request, string timestamp, IBufferWriter<byte> into)
    {
        for (int at = 0; at < _parts.Length; at++)
        {
            if (at % 2 == 1 && _parts[at] == "body")
            {
                into.Write(request.Body.Span);
            }
            else
            {
                Encoding.UTF8.GetBytes(at % 2 == 0 ? _parts[at] : ValueOf(_parts[at], request, timestamp), into);
            }
        }
    }

    /// <summary>Gives the text for a header.</summary>
    public string ToText(CredentialRequest request, string timestamp, string signature) => string.Concat(
        _parts.Select((part, at) => at % 2 == 0 ? part : part == "signature" ? signature : ValueOf(part, request, timestamp)));

    private static string ValueOf(string token, CredentialRequest request, string timestamp) => token switch
    {
        "timestamp" => timestamp,
        "id" => request.SendId,
        "method" => request.Message.Method.Method,
        "url" => request.Message.RequestUri!.AbsoluteUri,
        _ => request.Message.RequestUri!.PathAndQuery,
    };
}
