namespace ConvosoConnect.Sdk.Integrators;

/// <summary>What one vendor's API wants beyond keys and values. Stateless and safe for concurrent use.</summary>
public interface IIntegratorTemplate
{
    /// <summary>The name that endpoints give as API Integrator, compared ignoring case.</summary>
    string Name { get; }

    /// <summary>What the vendor asks of its callers: the mapping of leads, the limit of requests, the attempts.</summary>
    IntegratorContract Contract { get; }

    /// <summary>
    /// Shapes one request: payload, URL, headers and body encoder may be changed, or the send refused with <see cref="IntegratorRequest.Refuse"/>.
    /// Pure: no waiting, no reading of clocks or stores.
    /// </summary>
    /// <param name="request">The request as the endpoint and its adaptor made it.</param>
    void Shape(IntegratorRequest request);

    /// <summary>Reads one response whose body is empty or of the declared type.</summary>
    /// <param name="response">Status, headers and parsed body.</param>
    /// <returns>What the response means; null leaves it to the general rule.</returns>
    IntegratorReading? Read(IntegratorResponse response);
}
