using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>
/// Writes a payload as a body in the forms that most vendors take: call it in <see cref="IBodyEncoder.Encode"/>. JSON of another shape is written with
/// <see cref="JsonBodyWriter"/>.
/// </summary>
public static class PayloadBody
{
    /// <summary>Writes one JSON object in row order: numbers and booleans bare where the lead holds them typed, everything else as strings.</summary>
    /// <param name="payload">The keys and values.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="nested">
    /// Whether dots in the keys nest: <c>contact.email</c> becomes <c>{"contact":{"email":…}}</c>. The layout is made anew for each body; a kept <see cref="JsonLayout"/> spares
    /// that.
    /// </param>
    /// <exception cref="InvalidOperationException">The keys cannot nest: two claim one place, a name beside a dot is empty, or there are more than 16 levels. The
    /// <see cref="JsonLayout.Fault"/> of a layout says so before.</exception>
    public static void WriteJson(Payload payload, IBufferWriter<byte> output, bool nested = false)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(output);
        if (nested)
        {
            JsonLayout.Create(payload).Write(payload, output);
            return;
        }

        var json = new JsonBodyWriter(output);
        json.Write("{"u8);
        foreach (ref readonly PayloadField field in payload.Fields)
        {
            json.WriteMember(in field);
        }

        json.Write("}"u8);
        json.Flush();
    }

    /// <summary>Writes <c>a=1&amp;b=2</c> by the WHATWG application/x-www-form-urlencoded serializer.</summary>
    /// <param name="payload">The keys and values.</param>
    /// <param name="output">Where the bytes go.</param>
    public static void WriteForm(Payload payload, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(output);
        FormText.Write(output, payload);
    }

    /// <summary>
    /// Writes one XML element that holds an element for each key, in row order, as UTF-8 without a declaration, so that it can stand within an envelope. Characters that XML 1.0
    /// has no form for become U+FFFD (our decision).
    /// </summary>
    /// <param name="payload">The keys and values.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="element">The element's name, such as <c>lead</c>; may have a prefix, which the envelope has to declare.</param>
    /// <param name="nested">Whether dots in the keys nest: <c>contact.email</c> becomes an element <c>email</c> within <c>contact</c>. Else they are part of the name.</param>
    /// <exception cref="ArgumentException">The element's name is no XML name.</exception>
    /// <exception cref="InvalidOperationException">A key is no XML name, or the keys cannot nest; <see cref="FindXmlProblem"/> says so before.</exception>
    public static void WriteXml(Payload payload, IBufferWriter<byte> output, string element, bool nested = false)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentNullException.ThrowIfNull(output);
        if (!XmlText.IsName(element))
        {
            throw new ArgumentException($"An element cannot have the name '{element}': give a letter or '_' followed by letters, digits, '.', '-' and '_'.", nameof(element));
        }

        var keys = PayloadTree.Create(payload, nested);
        if ((keys.Fault ?? XmlText.FindProblem(keys, payload)) is { } problem)
        {
            throw new InvalidOperationException(problem);
        }

        XmlText.Write(output, element, keys, payload);
    }

    /// <summary>Finds why keys cannot be written as XML, for <see cref="Integrators.IntegratorRequest.Refuse"/>.</summary>
    /// <param name="payload">The keys.</param>
    /// <param name="nested">Whether dots in the keys nest.</param>
    /// <returns>A sentence for whoever maps the fields; null when nothing is wrong.</returns>
    public static string? FindXmlProblem(Payload payload, bool nested = false)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var keys = PayloadTree.Create(payload, nested);
        return keys.Fault ?? XmlText.FindProblem(keys, payload);
    }
}
