namespace ConvosoConnect.Sdk.Sending.Requests;

/// <summary>Stops an encoder whose output passes the limit; turned into a result by the request builder.</summary>
internal sealed class BodyTooLargeException : Exception;
