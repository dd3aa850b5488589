using System.Net;
using ConvosoConnect.Sdk.Endpoints.Checks;
using ConvosoConnect.Sdk.Sending.Responses;
using ConvosoConnect.Sdk.Sending.Transport;

namespace ConvosoConnect.Sdk.Sending.Credentials;

/// <summary>Adds credentials to each attempt, right before it leaves, and once more after a 401 where a credential has something new.</summary>
internal sealed class CredentialHandler(IReadOnlyList<IEndpointCredential> credentials) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri uri = request.RequestUri!;
        CredentialRequest adding = await CredentialRequest.ForAsync(request, cancellationToken).ConfigureAwait(false);
        await AddAsync(adding, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        try
        {
            if (!await RenewAsync(adding, cancellationToken).ConfigureAwait(false))
            {
                return response;
            }
        }
        catch (CredentialException)
        {
            // The receiver's own response says what became of the lead; the next send tells what became of the credential.
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }

        response.Dispose();
        request.RequestUri = uri;
        await AddAsync(adding, cancellationToken).ConfigureAwait(false);
        if (request.Options.TryGetValue(WireHandler.ResponseOfSend, out ReceivedResponse? received))
        {
            received.AllowOneMore();
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        foreach (IEndpointCredential credential in credentials)
        {
            // The validator knows the API URL only; a template or a handler of the app may have changed it.
            if (KnownCredential.Forbids(credential.Name, credential.Contract.Hosts, request.Message.RequestUri!.IdnHost) is { } forbidden)
            {
                throw new CredentialException(forbidden);
            }

            try
            {
                await credential.AddAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!IsExpected(exception, cancellationToken))
            {
                throw Failed(credential, exception);
            }
        }
    }

    private async ValueTask<bool> RenewAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        bool isRenewed = false;
        foreach (IEndpointCredential credential in credentials)
        {
            try
            {
                isRenewed |= await credential.RenewAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!IsExpected(exception, cancellationToken))
            {
                throw Failed(credential, exception);
            }
        }

        return isRenewed;
    }

    private static bool IsExpected(Exception exception, CancellationToken cancellationToken) =>
        exception is CredentialException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private static CredentialException Failed(IEndpointCredential credential, Exception exception) => new(
        $"The credential '{credential.Name}' failed: {exception.GetType().Name}: {ForeignMessage.From(exception)}", exception);
}
