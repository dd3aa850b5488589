namespace ConvosoConnect.Sdk;

/// <summary>The outcome of one lead of <c>SendManyAsync</c>.</summary>
/// <param name="Index">The position of the lead in its source, counted from 0.</param>
/// <param name="Lead">The lead.</param>
/// <param name="Result">
/// The outcome. A lead that was not sent, or whose send was cancelled, has the error kind <see cref="ConnectErrorKind.Cancelled"/>, and a sentence that says whether anything was
/// sent.
/// </param>
public sealed record SendManyResult(long Index, LeadRecord Lead, ConnectResult Result);
