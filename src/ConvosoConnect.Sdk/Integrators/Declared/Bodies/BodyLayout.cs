using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.Declared.Bodies;

/// <summary>A nested body for one sequence of keys: what stands between the values is ready-made.</summary>
internal sealed class BodyLayout
{
    private readonly PayloadKey[] _keys;
    private readonly List<Step> _steps = [];
    private readonly byte[] _end = [];

    public BodyLayout(Payload payload, IntegratorBody body, BodyRules rules, EndpointBody endpoint)
    {
        _keys = [.. payload.Select(field => field.Key)];
        var root = BodyNode.Root();
        for (int i = 0; i < payload.Count; i++)
        {
            string key = payload[i].Name;
            if (endpoint.IsLeftOut(key))
            {
                continue;
            }

            string? route = body.Routes.GetValueOrDefault(key);
            string[] names = route is not null ? BodyNode.Split(route) : body.Nested ? BodyNode.Split(key) : [key];
            Fault ??= route is null && body.Nested ? BodyNode.Problem(key) : null;
            if (Fault is null && !root.TryAdd(names, BodyNode.Of(i)))
            {
                Fault = $"The destination key {Quote.From(key)} claims a place in the body that another one has, so only one of them can be sent: rename or remove one under Mapped To.";
            }
        }

        foreach ((string place, byte[] json) in endpoint.Constants)
        {
            string[] names = BodyNode.Split(place);
            if (root.MayHold(names))
            {
                root.TryAdd(names, BodyNode.Of(json));
            }
        }

        if (Fault is null)
        {
            var pending = new ArrayBufferWriter<byte>();
            pending.Write(endpoint.Before);
            LayOut(root, pending, i => rules.FormOf(_keys[i].Name));
            pending.Write(endpoint.After);
            _end = pending.WrittenSpan.ToArray();
        }
    }

    /// <summary>Why these keys make no body; null when they do.</summary>
    public string? Fault { get; }

    public bool Fits(Payload payload) => payload.HasKeys(_keys);

    public void Write(Payload payload, IBufferWriter<byte> output, string delimiter)
    {
        var json = new JsonBodyWriter(output);
        ReadOnlySpan<PayloadField> fields = payload.Fields;
        foreach (Step step in _steps)
        {
            BodyValue.Write(ref json, step.Before, fields[step.Field].Value, step.Form, delimiter);
        }

        json.Write(_end);
        json.Flush();
    }

    private void LayOut(BodyNode node, ArrayBufferWriter<byte> pending, Func<int, BodyForm> formOf)
    {
        if (node.Json is { } ready)
        {
            pending.Write(ready);
            return;
        }

        if (node.Field >= 0)
        {
            _steps.Add(new(pending.WrittenSpan.ToArray(), node.Field, formOf(node.Field)));
            pending.ResetWrittenCount();
            return;
        }

        pending.Write(node.IsList ? "["u8 : "{"u8);
        bool first = true;
        foreach ((string name, BodyNode member) in node.Members)
        {
            pending.Write(first ? ""u8 : ","u8);
            first = false;
            if (!node.IsList)
            {
                JsonText.WriteString(pending, name);
                pending.Write(":"u8);
            }

            LayOut(member, pending, formOf);
        }

        pending.Write(node.IsList ? "]"u8 : "}"u8);
    }

    private readonly record struct Step(byte[] Before, int Field, BodyForm Form);
}
