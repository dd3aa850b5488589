namespace ConvosoConnect.Sdk.Adaptors.Mapping;

/// <summary>Reads the Mapped To of a row.</summary>
internal static class DestinationKeys
{
    /// <summary>The names in a Mapped To such as <c>phone_1, phone_2</c>, trimmed; empty names are ignored. A name given twice comes twice.</summary>
    public static string[] Split(string? mappedTo) =>
        string.IsNullOrWhiteSpace(mappedTo)
            ? []
            : mappedTo.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
