namespace ConvosoConnect.Sdk.Integrators;

/// <summary>Adapts requests to one vendor's API and reads its responses. A template is stateless and safe for concurrent use.</summary>
public interface IIntegratorTemplate
{
    /// <summary>The name that endpoints give as API Integrator, compared ignoring case.</summary>
    string Name { get; }

    /// <summary>What the vendor asks of every caller: how leads are mapped, how many requests it takes, and which responses may be followed by another attempt.</summary>
    IntegratorContract Contract { get; }

    /// <summary>
    /// Shapes one request: it may change the payload, the URL, the headers and the body encoder, or refuse the send with <see cref="IntegratorRequest.Refuse"/>. It must not wait
    /// and must not read clocks or stores.
    /// </summary>
    /// <param name="request">The request as the endpoint and its adaptor made it.</param>
    void Shape(IntegratorRequest request);

    /// <summary>Reads one response whose body is empty or of the declared type.</summary>
    /// <param name="response">Status, headers and parsed body.</param>
    /// <returns>What the response means; null when the general rule decides.</returns>
    IntegratorReading? Read(IntegratorResponse response);
}
