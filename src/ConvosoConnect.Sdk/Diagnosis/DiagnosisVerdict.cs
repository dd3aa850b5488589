namespace ConvosoConnect.Sdk;

/// <summary>The possible verdicts of one check of a diagnosis.</summary>
public enum DiagnosisVerdict
{
    /// <summary>Nothing is wrong here.</summary>
    Ok,

    /// <summary>This may be the cause.</summary>
    Suspect,

    /// <summary>This is the cause.</summary>
    Failed,

    /// <summary>The send ended before this could be checked.</summary>
    NotReached,
}
