using System.Text;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>A request as the receiver got it.</summary>
internal sealed record SeenRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
