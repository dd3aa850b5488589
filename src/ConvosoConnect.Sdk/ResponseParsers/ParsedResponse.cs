namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>The body of a response after parsing: values can be looked up in it. Valid until the send ends.</summary>
public abstract class ParsedResponse
{
    /// <summary>Why the body could not be read; null when it could.</summary>
    public virtual ResponseFault? Fault => null;

    /// <summary>The whole body in compact form: what an endpoint without a Response Key reads. Empty when unreadable.</summary>
    public abstract string Whole { get; }

    /// <summary>The body's own message, such as the <c>message</c> of an error; null when it has none.</summary>
    public virtual string? Message => null;

    /// <summary>The keys that a Response Key could name, in document order and at most a few hundred. The sentence about a missing key names some of them.</summary>
    public virtual IEnumerable<string> Keys => [];

    /// <summary>Makes the response for a body that is not of the declared type.</summary>
    /// <param name="fault">Why it could not be read.</param>
    /// <returns>A response in which nothing is found.</returns>
    public static ParsedResponse Unreadable(ResponseFault fault) => new UnreadableResponse(fault ?? throw new ArgumentNullException(nameof(fault)));

    /// <summary>Makes the response for a body that is not of the declared type, in words of your own.</summary>
    /// <param name="looksLike">What it looks like: the rest of a sentence that begins "The response looks like", such as <c>a YAML document</c>.</param>
    /// <returns>A response in which nothing is found.</returns>
    public static ParsedResponse Unreadable(string looksLike) =>
        Unreadable(new ResponseFault(ResponseFaultKind.Other, Detail: looksLike ?? throw new ArgumentNullException(nameof(looksLike))));

    /// <summary>Looks a value up.</summary>
    /// <param name="key">The Response Key; what it may be depends on the type.</param>
    /// <param name="delimiter">Joins several values into one, and separates the segments of a TEXT response.</param>
    /// <returns>The value, null, or missing.</returns>
    public abstract ResponseValue Find(string key, string delimiter);

    private sealed class UnreadableResponse(ResponseFault fault) : ParsedResponse
    {
        public override ResponseFault Fault { get; } = fault;

        public override string Whole => "";

        public override ResponseValue Find(string key, string delimiter) => ResponseValue.Missing;
    }
}
