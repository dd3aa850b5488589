using ConvosoConnect.Sdk.Integrators;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>A template that sends what the adaptor made and leaves every answer to the general rule, of which single members are replaced.</summary>
internal sealed class FaultyTemplate : IIntegratorTemplate
{
    public string Name { get; init; } = "Plain";

    public Func<IntegratorContract> HasContract { get; init; } = () => IntegratorContract.None;

    public Action<IntegratorRequest> Shapes { get; init; } = request => ArgumentNullException.ThrowIfNull(request);

    public Func<IntegratorResponse, IntegratorReading?> Reads { get; init; } = response =>
    {
        ArgumentNullException.ThrowIfNull(response);
        return null;
    };

    public IntegratorContract Contract => HasContract();

    public void Shape(IntegratorRequest request) => Shapes(request);

    public IntegratorReading? Read(IntegratorResponse response) => Reads(response);
}
