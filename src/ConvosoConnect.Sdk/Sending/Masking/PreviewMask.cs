using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Sending.Masking;

/// <summary>Masks a row of a preview: its default value when the row's key is a credential's name, however short the value is, and known secrets anywhere.</summary>
internal static class PreviewMask
{
    public static RowTrace Mask(RowTrace row, CredentialMask mask)
    {
        string? ofRow = row.Mapping.DefaultValue;
        bool isCredential = !ReferenceEquals(mask, CredentialMask.None) && ofRow is { Length: > 0 } && SecretFinder.SensitiveKeys(row.Mapping, mask.Names).Any();
        return row with
        {
            Value = isCredential && row.Value == ofRow ? CredentialMask.Masked : mask.Mask(row.Value),
            Mapping = row.Mapping with { DefaultValue = isCredential ? CredentialMask.Masked : mask.Mask(ofRow) },
            Warning = mask.Mask(row.Warning) is { } warning ? DirectionMarks.Escape(warning) : null,
        };
    }
}
