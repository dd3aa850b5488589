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

    /// <summary>Not sent: this lead makes no valid request, such as a URL token without a value or a refusal by the template.</summary>
    RequestInvalid,

    /// <summary>Not sent: there is no lead to test with.</summary>
    NoLead,

    /// <summary>A part that the app supplies threw: a store, a lead source, an HTTP handler, an encoder, a parser or a template.</summary>
    AppFailed,

    /// <summary>The caller cancelled the send. Seen in the log only: the caller gets the exception.</summary>
    Cancelled,

    /// <summary>The host name could not be resolved.</summary>
    Dns,

    /// <summary>No connection: refused, unreachable, or not made in time.</summary>
    Connect,

    /// <summary>The TLS handshake failed, for instance because of a certificate.</summary>
    Tls,

    /// <summary>The connection broke before the response was complete.</summary>
    ConnectionReset,

    /// <summary>The other side did not speak proper HTTP.</summary>
    Protocol,

    /// <summary>No complete response within the time limit.</summary>
    Timeout,

    /// <summary>The response is longer than the limit.</summary>
    ResponseTooLarge,

    /// <summary>The status is not 2xx.</summary>
    HttpStatus,

    /// <summary>2xx, but no body to find the Response Key in.</summary>
    EmptyResponse,

    /// <summary>2xx, but the body is not of the declared type.</summary>
    ResponseUnreadable,

    /// <summary>2xx, but the Response Key is not in the body.</summary>
    ResponseKeyNotFound,

    /// <summary>2xx, but the Response Key holds null.</summary>
    ResponseKeyNull,

    /// <summary>The receiver understood and said no.</summary>
    Rejected,

    /// <summary>Not sent, or not sent again: the destination is one that the destination guard forbids, such as a private network; see <c>ConvosoConnectOptions.AllowedNetworks</c>.</summary>
    Blocked,

    /// <summary>Not sent, or not sent again: the endpoint's rate or concurrency limit left no place in time.</summary>
    RateLimited,

    /// <summary>Not sent, or not sent again: the endpoint's circuit breaker is open, because too many of its last attempts failed.</summary>
    BreakerOpen,

    /// <summary>The proxy that the app's HTTP client uses failed: it was not reached, asks for credentials, or did not connect to the receiver.</summary>
    Proxy,

    /// <summary>Seen in log entries only: the kind's name comes from a newer version, which knows kinds that this one does not have.</summary>
    Unknown,
}
