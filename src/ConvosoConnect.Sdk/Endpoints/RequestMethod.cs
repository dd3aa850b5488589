namespace ConvosoConnect.Sdk;

/// <summary>The HTTP method of an endpoint, as offered by Convoso Connect's settings page.</summary>
public enum RequestMethod
{
    /// <summary>Sends the mapped lead in the body. Needs an active adaptor.</summary>
    Post,

    /// <summary>Sends the mapped keys in the query string, or receives an incoming payload. An adaptor is optional.</summary>
    Get,
}
