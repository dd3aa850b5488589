namespace ConvosoConnect.Sdk;

/// <summary>What one check of a diagnosis found.</summary>
public enum DiagnosisVerdict
{
    /// <summary>Nothing is wrong here.</summary>
    Ok,

    /// <summary>It may be the cause: look at it.</summary>
    Suspect,

    /// <summary>It is the cause.</summary>
    Failed,

    /// <summary>The send ended before this could be told.</summary>
    NotReached,
}
