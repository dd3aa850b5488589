using ConvosoConnect.Sdk.BodyEncoders;

namespace ConvosoConnect.Sdk.Integrators.Declared.Bodies;

/// <summary>Writes a value in its form. <see cref="BodyRules.Check"/> was asked before.</summary>
internal static class BodyValue
{
    public static void Write(ref JsonBodyWriter json, ReadOnlySpan<byte> before, in LeadValue value, BodyForm form, string delimiter)
    {
        switch (form)
        {
            case BodyForm.Value:
                json.WriteValue(before, in value);
                break;
            case BodyForm.Text:
                json.WriteText(before, in value);
                break;
            case BodyForm.List:
                WriteList(ref json, before, value, delimiter);
                break;
            default:
                LeadValue? bare = form == BodyForm.Number ? BodyRules.ReadNumber(value) : BodyRules.ReadBoolean(value) is { } boolean ? boolean : null;
                if (bare is { } found)
                {
                    json.WriteValue(before, found);
                }
                else
                {
                    json.Write(before);
                    json.Write("null"u8);
                }

                break;
        }
    }

    private static void WriteList(ref JsonBodyWriter json, ReadOnlySpan<byte> before, LeadValue value, string delimiter)
    {
        string text = value.ToText(delimiter);
        string[] parts = delimiter.Length == 0 ? [text] : text.Split(delimiter, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        json.Write(before);
        json.Write("["u8);
        foreach (string part in parts)
        {
            if (part.Length > 0)
            {
                json.WriteComma();
                json.WriteText([], part);
            }
        }

        json.Write("]"u8);
    }
}
