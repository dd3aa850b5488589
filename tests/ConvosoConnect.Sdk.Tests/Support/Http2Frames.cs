using System.Buffers.Binary;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Frames of HTTP/2 (RFC 9113), by hand, for a server that says goodbye at the wrong moment.</summary>
internal static class Http2Frames
{
    public const int PrefaceLength = 24;

    /// <summary>SETTINGS without any.</summary>
    public static byte[] Settings { get; } = Frame(type: 0x4, flags: 0, stream: 0, []);

    public static byte[] SettingsAck { get; } = Frame(type: 0x4, flags: 0x1, stream: 0, []);

    /// <summary>HEADERS that hold <c>:status: 200</c>, entry 8 of the static table.</summary>
    public static byte[] Status200 { get; } = Frame(type: 0x1, flags: 0x4, stream: 1, [0x88]);

    public static byte[] Data(string text, bool isLast) => Frame(type: 0x0, flags: (byte)(isLast ? 1 : 0), stream: 1, System.Text.Encoding.ASCII.GetBytes(text));

    /// <summary>GOAWAY: streams above this one were not looked at.</summary>
    public static byte[] GoAway(int lastStream, int error)
    {
        byte[] payload = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(payload, lastStream);
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(4), error);
        return Frame(type: 0x7, flags: 0, stream: 0, payload);
    }

    public static byte[] Reset(int error)
    {
        byte[] payload = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(payload, error);
        return Frame(type: 0x3, flags: 0, stream: 1, payload);
    }

    /// <summary>Reads the preface and frames up to the end of the first request; answers its SETTINGS.</summary>
    public static async Task ReadRequestAsync(FaultConnection connection)
    {
        await connection.ReadAsync(PrefaceLength);
        await connection.WriteAsync([.. Settings, .. SettingsAck]);
        while (true)
        {
            byte[] head = await connection.ReadAsync(9);
            await connection.ReadAsync((head[0] << 16) | (head[1] << 8) | head[2]);
            if (head[3] is 0x0 or 0x1 && (head[4] & 0x1) != 0)
            {
                return;
            }
        }
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        byte[] frame = new byte[9 + payload.Length];
        (frame[1], frame[2], frame[3], frame[4]) = ((byte)(payload.Length >> 8), (byte)payload.Length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }
}
