using System.Globalization;

namespace ConvosoConnect.Sdk.Conformance.PartCases;

/// <summary>Runs a step under a culture that writes numbers and dates unlike the invariant one. It needs no culture data of the machine.</summary>
internal static class OtherCulture
{
    public static T Run<T>(Func<T> step)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NumberDecimalSeparator = "٫";
        other.NumberFormat.NumberGroupSeparator = ".";
        other.NumberFormat.NegativeSign = "−";
        other.DateTimeFormat.DateSeparator = "~";
        other.DateTimeFormat.ShortDatePattern = "yyyy~dd~MM";
        CultureInfo.CurrentCulture = other;
        try
        {
            return step();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
