using ConvosoConnect.Sdk.Credentials.Signatures;

namespace ConvosoConnect.Sdk.Credentials;

/// <summary>
/// An HMAC signature of each request. <see cref="SignedContent"/> says what is signed and <see cref="Value"/> what the header holds, both with the tokens <c>{body}</c>,
/// <c>{timestamp}</c> (Unix seconds), <c>{id}</c> (the same for all attempts of a send), <c>{method}</c>, <c>{url}</c> and <c>{path}</c> (with its query).
/// </summary>
public sealed class HmacSignatureOptions
{
    /// <summary>The secret. Required.</summary>
    public string Secret { get; set; } = "";

    /// <summary>How the secret is written. Default <see cref="BinaryText.Utf8"/>.</summary>
    public BinaryText SecretEncoding { get; set; } = BinaryText.Utf8;

    /// <summary>The header that holds the signature. Default <c>X-Signature</c>.</summary>
    public string Header { get; set; } = "X-Signature";

    /// <summary>The hash. Default SHA-256.</summary>
    public SignatureAlgorithm Algorithm { get; set; } = SignatureAlgorithm.Sha256;

    /// <summary>What is signed. Default <c>{body}</c>; <c>{timestamp}.{body}</c> lets the receiver refuse old requests.</summary>
    public string SignedContent { get; set; } = "{body}";

    /// <summary>How the signature is written. Default <see cref="BinaryText.Hex"/>; <see cref="BinaryText.Utf8"/> is not possible.</summary>
    public BinaryText Encoding { get; set; } = BinaryText.Hex;

    /// <summary>What the header holds: <c>{signature}</c> (the default) and the other tokens, such as <c>t={timestamp},v1={signature}</c> or <c>sha256={signature}</c>.</summary>
    public string Value { get; set; } = "{signature}";

    /// <summary>A header that holds the time stamp by itself. Empty (the default) for none.</summary>
    public string TimestampHeader { get; set; } = "";

    internal IEnumerable<string> FindFaults() => new[]
    {
        OptionFaults.Missing(nameof(Secret), Secret),
        HmacSignatureCredential.KeyOf(this) is null ? $"Secret is not {SecretEncoding} as SecretEncoding says." : null,
        OptionFaults.NoHeader(nameof(Header), Header),
        string.IsNullOrEmpty(TimestampHeader) ? null : OptionFaults.NoHeader(nameof(TimestampHeader), TimestampHeader),
        Enum.IsDefined(Algorithm) ? null : $"Algorithm is {Algorithm}; choose one of {string.Join(", ", Enum.GetNames<SignatureAlgorithm>())}.",
        Encoding is BinaryText.Hex or BinaryText.Base64 ? null : "Encoding must be Hex or Base64.",
        SignatureTemplate.FaultOf(nameof(SignedContent), SignedContent, hasSignature: false),
        SignatureTemplate.FaultOf(nameof(Value), Value, hasSignature: true),
        OptionFaults.ControlCharacter(nameof(Value), Value),
        Value?.Contains("{body}", StringComparison.Ordinal) == true ? "Value cannot hold {body}: a header is too small for it." : null,
        Value?.Contains("{signature}", StringComparison.Ordinal) == false ? "Value must hold {signature}." : null,
    }.OfType<string>();
}
