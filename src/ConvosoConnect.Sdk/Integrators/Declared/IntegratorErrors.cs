using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk.Integrators.Declared;

/// <summary>Where a vendor's refusal says why. All names are keys or paths, written like a Response Key; of several, the first that the response has counts.</summary>
public sealed record IntegratorErrors
{
    private readonly ListByValue<string> _message = new([]);
    private readonly ListByValue<string> _code = new([]);
    private readonly ListByValue<string> _field = new([]);
    private readonly ListByValue<string> _fallbacks = new([]);

    /// <summary>The list of errors, of which up to three are quoted; an empty text for a body that is a list. Null (the default): the body is one error.</summary>
    public string? List { get; init; }

    /// <summary>The message of an error. Empty by default.</summary>
    public IReadOnlyList<string> Message
    {
        get => _message.Items!;
        init => _message = new(value ?? throw new ArgumentNullException(nameof(Message)));
    }

    /// <summary>The code of an error, which is put in brackets. Empty by default.</summary>
    public IReadOnlyList<string> Code
    {
        get => _code.Items!;
        init => _code = new(value ?? throw new ArgumentNullException(nameof(Code)));
    }

    /// <summary>The field that an error is about. Empty by default.</summary>
    public IReadOnlyList<string> Field
    {
        get => _field.Items!;
        init => _field = new(value ?? throw new ArgumentNullException(nameof(Field)));
    }

    /// <summary>A list of further errors within an error of the <see cref="List"/>; null (the default) for none.</summary>
    public string? Nested { get; init; }

    /// <summary>Messages of the whole body, where the list or the error above gives nothing. Empty by default.</summary>
    public IReadOnlyList<string> Fallbacks
    {
        get => _fallbacks.Items!;
        init => _fallbacks = new(value ?? throw new ArgumentNullException(nameof(Fallbacks)));
    }
}
