using System.Text.Json.Serialization;
using ConvosoConnect.Sdk.Diagnosis;

namespace ConvosoConnect.Sdk;

/// <summary>Why a send did not succeed. Stores, JSON and CSV keep the name; see <see cref="ConnectErrorKinds.Parse"/>.</summary>
[JsonConverter(typeof(ConnectErrorKindJsonConverter))]
public enum ConnectErrorKind
{
    /// <summary>Not sent: there is no endpoint of that id.</summary>
    EndpointNotFound,

    /// <summary>Not sent: the endpoint is switched off.</summary>
    EndpointInactive,

    /// <summary>Not sent: the stored endpoint or its adaptor breaks a rule, or names an encoder, parser or integrator that is not registered.</summary>
    EndpointInvalid,

    /// <summary>Not sent: the adaptor is missing or inactive.</summary>
    NoAdaptor,

    /// <summary>Not sent: no valid request can be made of this lead, for instance because a URL token has no value or the template refuses it.</summary>
    RequestInvalid,

    /// <summary>Not sent: there is no lead to test with.</summary>
    NoLead,

    /// <summary>Not sent: there is no log entry to send again, or it is of a lead that came in.</summary>
    LogEntryNotFound,

    /// <summary>A part that the app supplies threw: a store, a lead source, an HTTP handler, an encoder, a parser or a template.</summary>
    AppFailed,

    /// <summary>The caller cancelled the send. Only log entries have this kind; the caller gets the exception.</summary>
    Cancelled,

    /// <summary>The host name could not be resolved.</summary>
    Dns,

    /// <summary>No connection was made: it was refused, the host was unreachable, or the time for connecting passed.</summary>
    Connect,

    /// <summary>The TLS handshake failed, for instance because of a certificate.</summary>
    Tls,

    /// <summary>The connection broke before the response was complete.</summary>
    ConnectionReset,

    /// <summary>The other side did not send valid HTTP.</summary>
    Protocol,

    /// <summary>No complete response within the time limit.</summary>
    Timeout,

    /// <summary>The response is longer than the limit.</summary>
    ResponseTooLarge,

    /// <summary>The status is not 2xx.</summary>
    HttpStatus,

    /// <summary>The status is 2xx, but there is no body in which to find the Response Key.</summary>
    EmptyResponse,

    /// <summary>The status is 2xx, but the body is not of the declared type.</summary>
    ResponseUnreadable,

    /// <summary>The status is 2xx, but the Response Key is not in the body.</summary>
    ResponseKeyNotFound,

    /// <summary>The status is 2xx, but the Response Key holds null.</summary>
    ResponseKeyNull,

    /// <summary>The receiver understood the request and refused the lead.</summary>
    Rejected,

    /// <summary>
    /// Not sent, or not sent again: the destination guard forbids the destination, such as a private network; see <c>ConvosoConnectOptions.AllowedNetworks</c>.
    /// </summary>
    Blocked,

    /// <summary>Not sent, or not sent again: the endpoint's rate or concurrency limit gave it no turn in time.</summary>
    RateLimited,

    /// <summary>Not sent, or not sent again: the endpoint's circuit breaker is open, because too many of its last attempts failed.</summary>
    BreakerOpen,

    /// <summary>The proxy of the app's HTTP client failed: it was not reached, asks for credentials, or did not connect to the receiver.</summary>
    Proxy,

    /// <summary>Not sent, or not sent again: a credential that the app defines could not be added, for instance because no token was to be had.</summary>
    CredentialFailed,

    /// <summary>Only log entries have this kind: a newer version wrote a kind that this version does not know.</summary>
    Unknown,
}
