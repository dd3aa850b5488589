namespace ConvosoConnect.Sdk.Transfer.Curl;

/// <summary>Makes the refusal of a curl command: one problem, whose sentence holds no value of the command, since that may be a credential.</summary>
internal static class CurlFault
{
    public static ConnectValidationException At(string place, string sentence) => new("curl command", [new(place, sentence)]);
}
