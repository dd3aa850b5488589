namespace ConvosoConnect.Sdk.Integrators.Declared.Bodies;

/// <summary>How a value stands in a JSON body.</summary>
internal enum BodyForm
{
    /// <summary>As the lead holds it.</summary>
    Value,

    /// <summary>As a string.</summary>
    Text,

    /// <summary>As a number.</summary>
    Number,

    /// <summary>As true or false.</summary>
    Boolean,

    /// <summary>As a list of strings.</summary>
    List,
}
