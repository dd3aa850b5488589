using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>Finds the metadata tokens in the instructions of a method body.</summary>
internal static class IlTokens
{
    private const int TwoByteFlag = 0xFE00;

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    public static IEnumerable<EntityHandle> Read(MethodBodyBlock body)
    {
        var found = new List<EntityHandle>();
        BlobReader il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            int code = il.ReadByte();
            OperandType operand = Operands[code == 0xFE ? TwoByteFlag | il.ReadByte() : code];
            if (operand is OperandType.InlineTok or OperandType.InlineType or OperandType.InlineField
                or OperandType.InlineMethod or OperandType.InlineSig)
            {
                found.Add(MetadataTokens.EntityHandle(il.ReadInt32()));
            }
            else
            {
                Skip(ref il, operand);
            }
        }

        return found;
    }

    private static void Skip(ref BlobReader il, OperandType operand)
    {
        int length = operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => il.ReadInt32() * 4,
            _ => 4,
        };
        il.Offset += length;
    }
}
