namespace ConvosoConnect.Sdk;

/// <summary>The HTTP method of an endpoint, as offered by Convoso Connect's settings page.</summary>
public enum RequestMethod
{
    /// <summary>Outbound: the mapped lead goes out in the body. Needs an active adaptor.</summary>
    Post,

    /// <summary>A lookup whose mapped keys travel in the query string, or the receiving side of an incoming payload. An adaptor is optional.</summary>
    Get,
}
