namespace ConvosoConnect.Sdk.Resilience.Limits;

/// <summary>A limit of the endpoint left no place for the request. The attempt that was reported holds the sentence.</summary>
internal sealed class KeptBackException(string sentence) : Exception(sentence);
