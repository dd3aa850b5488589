using ConvosoConnect.Sdk.Configuration;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>The options of the database stores, a row each: how each is read from the configuration, and which values are possible.</summary>
internal static class RelationalStoreOptionTable
{
    private const int LongestSchema = 63;

    public static OptionTable<RelationalStoreOptions> Rows { get; } = new OptionTable<RelationalStoreOptions>()
        .Text(nameof(RelationalStoreOptions.Schema), o => o.Schema, (o, value) => o.Schema = value, SchemaFault)
        .OptionalInteger(nameof(RelationalStoreOptions.LogRetentionDays), o => o.LogRetentionDays, (o, value) => o.LogRetentionDays = value, 1, 36_500)
        .Boolean(nameof(RelationalStoreOptions.LogFlushesToDisk), o => o.LogFlushesToDisk, (o, value) => o.LogFlushesToDisk = value)
        .Integer(nameof(RelationalStoreOptions.LogQueueCapacity), o => o.LogQueueCapacity, (o, value) => o.LogQueueCapacity = value, 1, 1_000_000);

    private static string? SchemaFault(string? schema) =>
        schema is { Length: > 0 and <= LongestSchema } && !char.IsAsciiDigit(schema[0]) && schema.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? null
            : $"The schema '{schema}' is not possible. Use at most {LongestSchema} lower-case letters, digits and underscores, and no digit first.";
}
