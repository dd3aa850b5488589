namespace ConvosoConnect.Sdk.Reliability.Tests.Chaos;

/// <summary>What becomes of each send, drawn once from its number: the same on both sides, and again in another run.</summary>
internal static class ChaosPlan
{
    /// <summary>Of a thousand sends, how many go wrong in each way: 300 at the receiver, ten at the endpoint store.</summary>
    private static readonly (ChaosFault Fault, int PerThousand)[] Shares =
    [
        (ChaosFault.StoreThrows, 10),
        (ChaosFault.Hang, 5),
        (ChaosFault.Status500, 40),
        (ChaosFault.Status429, 40),
        (ChaosFault.ResetBeforeHeaders, 45),
        (ChaosFault.ResetInBody, 45),
        (ChaosFault.Html, 40),
        (ChaosFault.KeyMissing, 40),
        (ChaosFault.Rejection, 45),
    ];

    public static ChaosFault FaultOf(int number)
    {
        int drawn = Draw(number, salt: 1);
        foreach ((ChaosFault fault, int share) in Shares)
        {
            drawn -= share;
            if (drawn < 0)
            {
                return fault;
            }
        }

        return ChaosFault.None;
    }

    /// <summary>Whether the log store throws when the entry of this send comes: one of a hundred.</summary>
    public static bool LogThrows(int number) => Draw(number, salt: 2) < 10;

    public static ConnectErrorKind? Expected(ChaosFault fault) => fault switch
    {
        ChaosFault.None => null,
        ChaosFault.StoreThrows => ConnectErrorKind.AppFailed,
        ChaosFault.Hang => ConnectErrorKind.Timeout,
        ChaosFault.Status500 or ChaosFault.Status429 => ConnectErrorKind.HttpStatus,
        ChaosFault.ResetBeforeHeaders or ChaosFault.ResetInBody => ConnectErrorKind.ConnectionReset,
        ChaosFault.Html => ConnectErrorKind.ResponseUnreadable,
        ChaosFault.KeyMissing => ConnectErrorKind.ResponseKeyNotFound,
        _ => ConnectErrorKind.Rejected,
    };

    /// <summary>A number below a thousand, spread evenly (the finalizer of SplitMix64).</summary>
    private static int Draw(int number, ulong salt)
    {
        ulong z = ((ulong)number * 4 + salt) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % 1000);
    }
}
