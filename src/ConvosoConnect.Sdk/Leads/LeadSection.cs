namespace ConvosoConnect.Sdk;

/// <summary>The three field sets of a lead. The same name holds different values in different sections; they never mix.</summary>
public enum LeadSection
{
    /// <summary>The lead itself.</summary>
    Lead,

    /// <summary>The call that triggered the send.</summary>
    CallLog,

    /// <summary>The agent and custom fields of the call.</summary>
    Extra,
}
