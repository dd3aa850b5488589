using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>A protector that is broken: instead of failing it returns a text that is no secret, such as an empty one.</summary>
internal sealed class MuteProtector(string? text) : ISecretProtector
{
    private readonly KeyRing _keys = new("k1");

    public bool IsMuteWhenItProtects { get; set; }

    public bool IsMuteWhenItUnprotects { get; set; }

    public string Protect(string plain) => IsMuteWhenItProtects ? text! : _keys.Protect(plain);

    public string Unprotect(string secret) => IsMuteWhenItUnprotects ? text! : _keys.Unprotect(secret);
}
