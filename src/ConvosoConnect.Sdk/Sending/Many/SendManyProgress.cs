namespace ConvosoConnect.Sdk;

/// <summary>How far <c>SendManyAsync</c> is. Sends that have ended count at once, also while their results wait for the reader.</summary>
/// <param name="Succeeded">How many leads their receiver accepted.</param>
/// <param name="Failed">How many sends failed.</param>
/// <param name="NotSent">How many leads were taken from the source and not sent.</param>
public readonly record struct SendManyProgress(long Succeeded, long Failed, long NotSent)
{
    /// <summary>How many leads are done with, one way or the other.</summary>
    public long Finished => Succeeded + Failed + NotSent;
}
