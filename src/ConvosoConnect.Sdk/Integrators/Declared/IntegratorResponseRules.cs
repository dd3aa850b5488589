using System.Collections.Frozen;
using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk.Integrators.Declared;

/// <summary>What a vendor's responses mean. With the defaults, the general rules decide.</summary>
public sealed record IntegratorResponseRules
{
    private readonly DictionaryByValue<string> _sentences = new(FrozenDictionary<string, string>.Empty);

    /// <summary>The Response Data Type of endpoints that leave theirs at JSON, the default; null (the default) for the endpoint's. Only of the definition, not of variants.</summary>
    public string? Type { get; init; }

    /// <summary>The Response Key of endpoints that give none, or <c>header:</c> and the name of a response header, such as <c>header:Location</c>. Null (the default) for none.</summary>
    public string? Key { get; init; }

    /// <summary>Which responses with status 2xx accept the lead; null (the default) for all that the general rule accepts.</summary>
    public IntegratorSuccess? Success { get; init; }

    /// <summary>Where a refusal says why; null (the default) for nowhere.</summary>
    public IntegratorErrors? Errors { get; init; }

    /// <summary>What to do about a status, as sentences by the status, such as <c>401</c>. They replace what <see cref="Errors"/> finds. Empty by default.</summary>
    public IReadOnlyDictionary<string, string> Sentences
    {
        get => _sentences.Items!;
        init => _sentences = new(value ?? throw new ArgumentNullException(nameof(Sentences)));
    }

    /// <summary>A sentence that follows every refusal that is made of <see cref="Errors"/>; null (the default) for none.</summary>
    public string? Advice { get; init; }
}
