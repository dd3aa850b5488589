using System.Text.Json.Nodes;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Sending;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Transfer;

/// <summary>Puts <c>***</c> in the place of each credential of an exported item, and at import takes the stored credential for it, where the text around it is the same.</summary>
internal sealed class LeftOutSecrets(CredentialRemover remover, SendSettingsHolder settings)
{
    // Texts for people, and ids: asterisks there are no credential.
    private static readonly string[] FreeTexts = ["id", "name", "label", "delimiter"];

    public ConnectEndpoint Remove(ConnectEndpoint endpoint)
    {
        CredentialNames current = settings.Current.CredentialNames;
        CredentialMask mask = EndpointCredentials.Find(endpoint, current).ToMask(current);
        return remover.Remove(endpoint) with
        {
            ApiAuthentication = QueryMask.Mask(endpoint.ApiAuthentication, current, all: true),
            AuthorizationHeader = string.Concat(Pieces(endpoint.AuthorizationHeader, "|").Select(piece => MaskHeader(piece, current, mask))),
        };
    }

    public Adaptor Remove(Adaptor adaptor) => remover.Remove(adaptor);

    /// <summary>Replaces the <c>***</c> of a file's item by the credentials of the stored one.</summary>
    /// <param name="item">The item of the file.</param>
    /// <param name="masked">The stored item as an export without credentials writes it.</param>
    /// <param name="stored">The stored item.</param>
    /// <returns>Whether a credential was taken.</returns>
    public static bool Fill(JsonObject item, JsonObject masked, JsonObject stored)
    {
        bool taken = false;
        foreach ((string name, JsonNode? node) in item.ToArray())
        {
            if (FreeTexts.Contains(name) || masked[name] is not { } maskedNode || stored[name] is not { } storedNode)
            {
                continue;
            }

            switch (node)
            {
                case JsonObject child when maskedNode is JsonObject && storedNode is JsonObject:
                    taken |= Fill(child, maskedNode.AsObject(), storedNode.AsObject());
                    break;
                case JsonArray list when maskedNode is JsonArray && storedNode is JsonArray:
                    taken |= FillList(list, maskedNode.AsArray(), storedNode.AsArray());
                    break;
                default:
                    if (TextOf(node) is { } text && HasPlaceholder(text) && Fill(name, text, TextOf(maskedNode), TextOf(storedNode)) is { } filled && filled != text)
                    {
                        item[name] = filled;
                        taken = true;
                    }

                    break;
            }
        }

        return taken;
    }

    /// <summary>Gives the places of an item where <c>***</c> stands.</summary>
    public static IEnumerable<string> Places(JsonNode? node, string place) => node switch
    {
        JsonObject item => item.Where(m => !FreeTexts.Contains(m.Key)).SelectMany(m => Places(m.Value, $"{place}.{Excerpt.From(m.Key, 100)}")),
        JsonArray list => list.SelectMany((element, i) => Places(element, $"{place}[{i}]")),
        _ => TextOf(node) is { } text && HasPlaceholder(text) ? [place] : [],
    };

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static bool HasPlaceholder(string text) => text.Contains(CredentialMask.Masked, StringComparison.Ordinal);

    // A row, or a value of a list, that is the same but for its credential is found wherever it stands.
    private static bool FillList(JsonArray list, JsonArray masked, JsonArray stored)
    {
        bool taken = false;
        for (int i = 0; i < list.Count; i++)
        {
            if (!Places(list[i], "").Any())
            {
                continue;
            }

            for (int j = 0; j < masked.Count; j++)
            {
                if (JsonNode.DeepEquals(list[i], masked[j]) && !JsonNode.DeepEquals(masked[j], stored[j]))
                {
                    list[i] = stored[j]!.DeepClone();
                    taken = true;
                    break;
                }
            }
        }

        return taken;
    }

    // Headers and parameters are taken one by one, so that others may be added or changed beside them.
    private static string? Fill(string member, string text, string? masked, string? stored)
    {
        if (masked is null || stored is null)
        {
            return null;
        }

        if (text == masked)
        {
            return stored;
        }

        string separators = member == "authorizationHeader" ? "|" : "&?";
        Piece[] maskedPieces = [.. Pieces(masked, separators)];
        Piece[] storedPieces = [.. Pieces(stored, separators)];
        return maskedPieces.Length != storedPieces.Length ? null : string.Concat(Pieces(text, separators).Select(piece =>
        {
            // Of two pieces that look the same, nobody knows which one is meant.
            int[] same = HasPlaceholder(piece.Text) ? [.. Enumerable.Range(0, maskedPieces.Length).Where(i => maskedPieces[i].Text.Trim() == piece.Text.Trim())] : [];
            return piece.Separator + (same is [int at] ? storedPieces[at].Text : piece.Text);
        }));
    }

    private static string MaskHeader(Piece piece, CredentialNames names, CredentialMask mask)
    {
        int colon = piece.Text.IndexOf(':', StringComparison.Ordinal);
        bool isCredential = colon >= 0 && names.IsSensitive(piece.Text.AsSpan(0, colon).Trim()) && !string.IsNullOrWhiteSpace(piece.Text[(colon + 1)..]);
        return piece.Separator + (isCredential ? $"{piece.Text[..(colon + 1)]} {CredentialMask.Masked}" : mask.Mask(piece.Text));
    }

    /// <summary>Splits a text at each separator; a pipe after a backslash is none.</summary>
    private static IEnumerable<Piece> Pieces(string text, string separators)
    {
        int start = 0;
        string separator = "";
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && separators == "|" && i + 1 < text.Length && text[i + 1] == '|')
            {
                i++;
            }
            else if (separators.Contains(text[i], StringComparison.Ordinal))
            {
                yield return new(separator, text[start..i]);
                separator = text[i].ToString();
                start = i + 1;
            }
        }

        yield return new(separator, text[start..]);
    }

    private readonly record struct Piece(string Separator, string Text);
}
