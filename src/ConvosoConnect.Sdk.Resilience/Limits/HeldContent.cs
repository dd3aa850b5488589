using System.Net;
using System.Net.Http.Headers;

namespace ConvosoConnect.Sdk.Resilience.Limits;

/// <summary>The body of a response, which keeps its place under the concurrency limit until it is disposed, because the request is under way until its body is read.</summary>
internal sealed class HeldContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly IDisposable _place;

    public HeldContent(HttpContent inner, IDisposable place)
    {
        (_inner, _place) = (inner, place);
        foreach ((string name, HeaderStringValues values) in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _inner.CopyToAsync(stream, context);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _inner.CopyToAsync(stream, context, cancellationToken);

    protected override Task<Stream> CreateContentReadStreamAsync() => _inner.ReadAsStreamAsync();

    protected override Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) => _inner.ReadAsStreamAsync(cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _place.Dispose();
        }

        base.Dispose(disposing);
    }
}
