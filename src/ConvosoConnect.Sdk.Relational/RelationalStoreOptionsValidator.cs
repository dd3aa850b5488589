using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>Checks the options of the database stores when the host starts; names every bad one at once.</summary>
internal sealed class RelationalStoreOptionsValidator : IValidateOptions<RelationalStoreOptions>
{
    private const int LongestSchema = 63;

    public ValidateOptionsResult Validate(string? name, RelationalStoreOptions options)
    {
        var faults = new List<string>();
        CheckRange(nameof(options.LogQueueCapacity), options.LogQueueCapacity, 1, 1_000_000);
        CheckRange(nameof(options.LogRetentionDays), options.LogRetentionDays ?? 1, 1, 36_500);
        if (options.Schema is not { Length: > 0 and <= LongestSchema } schema || char.IsAsciiDigit(schema[0])
            || !schema.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            faults.Add($"The schema '{options.Schema}' is not possible. Use at most {LongestSchema} lower-case letters, digits and underscores, and no digit first.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void CheckRange(string member, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add($"{member} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
