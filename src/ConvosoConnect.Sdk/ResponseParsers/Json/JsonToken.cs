using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>The smallest parts of JSON. Each method gets the place where one begins and gives the place behind it, or -1 when it is none.</summary>
internal static class JsonToken
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    /// <summary>The byte at a place; -1 behind the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ByteAt(ReadOnlySpan<byte> json, int at) => (uint)at < (uint)json.Length ? json[at] : -1;

    /// <summary>The place of the next byte that is no white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SkipSpace(ReadOnlySpan<byte> json, int at)
    {
        while ((uint)at < (uint)json.Length && json[at] <= (byte)' ' && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    /// <summary>A string, a number, true, false or null, by its first byte.</summary>
    public static int Scalar(ReadOnlySpan<byte> json, int at, int first) => first switch
    {
        '"' => String(json, at + 1),
        't' => Word(json, at, "true"u8),
        'f' => Word(json, at, "false"u8),
        'n' => Word(json, at, "null"u8),
        _ => Number(json, at),
    };

    /// <summary>A string, whose opening quote was read, with its closing quote.</summary>
    public static int String(ReadOnlySpan<byte> json, int at)
    {
        while (true)
        {
            at = SkipPlain(json, at);
            switch (ByteAt(json, at))
            {
                case '"':
                    return at + 1;
                case '\\':
                    at = Escape(json, at + 1);
                    if (at < 0)
                    {
                        return -1;
                    }

                    break;
                default:
                    return -1;
            }
        }
    }

    private static int SkipPlain(ReadOnlySpan<byte> json, int at)
    {
        while (json.Length - at >= Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.Create(json[at..]);
            Vector128<byte> stops = Vector128.LessThan(bytes, Vector128.Create((byte)' '))
                | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\\'));
            uint bits = stops.ExtractMostSignificantBits();
            if (bits != 0)
            {
                return at + BitOperations.TrailingZeroCount(bits);
            }

            at += Vector128<byte>.Count;
        }

        while ((uint)at < (uint)json.Length && json[at] is >= (byte)' ' and not ((byte)'"' or (byte)'\\'))
        {
            at++;
        }

        return at;
    }

    private static int Escape(ReadOnlySpan<byte> json, int at) => ByteAt(json, at) switch
    {
        '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't' => at + 1,
        'u' when json.Length - at > 4 && !json.Slice(at + 1, 4).ContainsAnyExcept(HexDigits) => at + 5,
        _ => -1,
    };

    private static int Word(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte> word) => json[at..].StartsWith(word) ? at + word.Length : -1;

    private static int Number(ReadOnlySpan<byte> json, int at)
    {
        at += ByteAt(json, at) == '-' ? 1 : 0;
        at = ByteAt(json, at) == '0' ? at + 1 : Digits(json, at);
        if (at >= 0 && ByteAt(json, at) == '.')
        {
            at = Digits(json, at + 1);
        }

        if (at >= 0 && ByteAt(json, at) is 'e' or 'E')
        {
            at++;
            at = Digits(json, ByteAt(json, at) is '+' or '-' ? at + 1 : at);
        }

        return at;
    }

    private static int Digits(ReadOnlySpan<byte> json, int at)
    {
        int start = at;
        while ((uint)at < (uint)json.Length && json[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }

        return at > start ? at : -1;
    }
}
