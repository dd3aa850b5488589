namespace ConvosoConnect.Sdk.Transfer;

/// <summary>What an import does with one endpoint or adaptor of its file.</summary>
public enum ImportAction
{
    /// <summary>The store has none of this id: it is added.</summary>
    Create,

    /// <summary>The stored one is replaced, because members differ.</summary>
    Change,

    /// <summary>The stored one is the same already.</summary>
    Unchanged,

    /// <summary>It cannot be saved; the plan's problems say why. A plan with one of these is not applied at all.</summary>
    Refused,
}
