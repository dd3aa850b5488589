using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Checks an endpoint without saving it, within a time limit.</summary>
internal sealed class EndpointCheck(IEndpointStore endpoints, EndpointValidator validator, TimeLimits limits, TimeSpan length)
{
    public async Task<IReadOnlyList<ValidationProblem>> RunAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken)
    {
        TimeLimit limit = limits.Begin(length, cancellationToken);
        string asked = "endpoint";
        try
        {
            ConnectEndpoint? stored = string.IsNullOrEmpty(endpoint.Id)
                ? null
                : await limit.WaitAsync(endpoints.GetAsync(endpoint.Id, limit.Token)).ConfigureAwait(false);
            limit.ThrowIfEnded();
            asked = "adaptor";
            IReadOnlyList<ValidationProblem> problems = await limit.WaitAsync(validator.FindAsync(endpoint, stored, limit.Token)).ConfigureAwait(false);
            limit.ThrowIfEnded();
            return problems;
        }
        catch (OperationCanceledException exception) when (limit.IsCancelledByCaller)
        {
            // The exception carries the caller's token, so that the caller recognises its own cancellation.
            throw new OperationCanceledException("The caller cancelled the check.", exception, cancellationToken);
        }
        catch (Exception exception) when (limit.IsReached)
        {
            // A store may throw anything when its token is cancelled.
            throw new TimeoutException(
                $"The {asked} store did not finish within {Wording.Seconds(limit.Length)} seconds, so the endpoint was not checked. "
                + "Look at what takes it so long, or raise the option RequestTimeout.",
                exception);
        }
        finally
        {
            limits.End(limit);
        }
    }
}
