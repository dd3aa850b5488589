namespace ConvosoConnect.Sdk.Credentials;

/// <summary>The hash of an HMAC signature.</summary>
public enum SignatureAlgorithm
{
    /// <summary>HMAC with SHA-256.</summary>
    Sha256,

    /// <summary>HMAC with SHA-512.</summary>
    Sha512,

    /// <summary>HMAC with SHA-384.</summary>
    Sha384,

    /// <summary>HMAC with SHA-1, only for receivers that know nothing better.</summary>
    Sha1,
}
