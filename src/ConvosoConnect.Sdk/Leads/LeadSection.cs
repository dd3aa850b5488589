namespace ConvosoConnect.Sdk;

/// <summary>The four sections of a lead's fields. A field name may hold another value in each section; sections are never mixed.</summary>
public enum LeadSection
{
    /// <summary>The lead itself.</summary>
    Lead,

    /// <summary>The call that triggered the send.</summary>
    CallLog,

    /// <summary>The agent and custom fields of the call.</summary>
    Extra,

    /// <summary>The named values of one send, from <see cref="SendOptions.Values"/>. A lead holds none itself.</summary>
    Values,
}
