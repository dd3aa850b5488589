using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;

namespace ConvosoConnect.Sdk.Integrators.Declared.Bodies;

/// <summary>The body of one endpoint: the definition's, with the endpoint's settings filled in. It is the encoder of the endpoint's requests.</summary>
internal sealed class EndpointBody : IBodyEncoder
{
    // Leads that leave out empty values have other keys than others; the latest layouts are kept.
    private readonly BodyLayout?[] _layouts = new BodyLayout?[16];
    private readonly IntegratorBody _body;
    private readonly BodyRules _rules;
    private readonly string _delimiter;
    private readonly PayloadField[] _fields;
    private readonly bool _isForm;
    private readonly bool _isFlat;
    private readonly byte[] _open;
    private readonly byte[] _close;
    private int _next;

    public EndpointBody(string name, string? contentType, IntegratorBody body, BodyRules rules, IReadOnlyDictionary<string, string> settings, string delimiter)
    {
        (Name, _body, _rules, _delimiter) = (name, body, rules, delimiter);
        _isForm = string.Equals(body.Encoder, PostDataTypes.Raw, StringComparison.OrdinalIgnoreCase);
        MediaType = contentType ?? (_isForm ? "application/x-www-form-urlencoded" : "application/json");
        _fields =
        [
            .. body.Constants.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new PayloadField(new PayloadKey(pair.Key), pair.Value.Text is { } text ? SettingTokens.Replace(text, settings) : pair.Value))
                .Where(field => !field.Value.IsEmpty),
        ];
        Constants = [.. _fields.Select(field => KeyValuePair.Create(field.Name, Json(field.Value)))];
        (Before, After) = Envelope.Split(body.Envelope, settings);
        _isFlat = !body.Nested && body.Routes.Count == 0 && !_fields.Any(field => field.Name.Contains('.', StringComparison.Ordinal));
        _open = [.. Before, (byte)'{'];
        _close = [(byte)'}', .. After];
    }

    public string Name { get; }

    public string MediaType { get; }

    /// <summary>What stands before the object of the mapped keys.</summary>
    public byte[] Before { get; }

    /// <summary>What stands after it.</summary>
    public byte[] After { get; }

    /// <summary>The constants as JSON, by their places.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Constants { get; }

    /// <summary>Says what is wrong with a lead or its keys; null when nothing is.</summary>
    public string? Check(Payload payload, bool isQuery) => _rules.Check(payload) ?? (isQuery || _isForm || _isFlat ? null : LayoutOf(payload).Fault);

    /// <summary>The payload as a form or a query has it: with the constants, and without what is left out.</summary>
    public Payload AsForm(Payload payload) => _fields.Length == 0 && _body.Omit.Count == 0
        ? payload
        : new Payload([.. payload.Where(field => !IsLeftOut(field.Name)), .. _fields.Where(field => !payload.TryGet(field.Name, out _))]);

    /// <summary>Whether a key is not sent.</summary>
    public bool IsLeftOut(string key) => _body.Omit.Count > 0 && _body.Omit.Contains(key, StringComparer.Ordinal);

    public void Encode(Payload payload, IBufferWriter<byte> output)
    {
        if (_isForm)
        {
            PayloadBody.WriteForm(AsForm(payload), output);
        }
        else if (_isFlat)
        {
            WriteFlat(payload, output);
        }
        else
        {
            BodyLayout layout = LayoutOf(payload);
            if (layout.Fault is not null)
            {
                throw new InvalidOperationException(layout.Fault);
            }

            layout.Write(payload, output, _delimiter);
        }
    }

    private static byte[] Json(LeadValue value)
    {
        var output = new ArrayBufferWriter<byte>();
        var json = new JsonBodyWriter(output);
        json.WriteValue([], in value);
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    private void WriteFlat(Payload payload, IBufferWriter<byte> output)
    {
        var json = new JsonBodyWriter(output);
        json.Write(_open);
        foreach (ref readonly PayloadField field in payload.Fields)
        {
            if (IsLeftOut(field.Name))
            {
                continue;
            }

            BodyForm form = _rules.FormOf(field.Name);
            if (form is BodyForm.Value or BodyForm.Text)
            {
                json.WriteMember(in field, asText: form == BodyForm.Text);
            }
            else
            {
                json.WriteComma();
                json.WriteKey([], field.Key);
                BodyValue.Write(ref json, ":"u8, field.Value, form, _delimiter);
            }
        }

        foreach (PayloadField constant in _fields)
        {
            if (!payload.TryGet(constant.Name, out _))
            {
                json.WriteMember(in constant);
            }
        }

        json.Write(_close);
        json.Flush();
    }

    private BodyLayout LayoutOf(Payload payload)
    {
        foreach (BodyLayout? known in _layouts)
        {
            if (known?.Fits(payload) == true)
            {
                return known;
            }
        }

        var layout = new BodyLayout(payload, _body, _rules, this);
        Volatile.Write(ref _layouts[(Interlocked.Increment(ref _next) & int.MaxValue) % _layouts.Length], layout);
        return layout;
    }
}
