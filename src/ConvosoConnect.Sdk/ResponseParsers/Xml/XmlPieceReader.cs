namespace ConvosoConnect.Sdk.ResponseParsers.Xml;

/// <summary>A piece of a body that remains after the intake.</summary>
internal readonly record struct XmlPiece(int Start, int Length, bool IsCData);

/// <summary>Reads the remaining pieces of a body as one text.</summary>
internal sealed class XmlPieceReader(string text, List<XmlPiece> pieces) : TextReader
{
    private int _piece;
    private int _done;

    // Line ends CR and CR LF are read as LF, except in a CDATA section.
    private bool _afterReturn;

    public override int Read(char[] buffer, int index, int count)
    {
        int read = 0;
        while (read < count && _piece < pieces.Count)
        {
            XmlPiece piece = pieces[_piece];
            var rest = text.AsSpan(piece.Start + _done, piece.Length - _done);
            if (rest.IsEmpty)
            {
                (_piece, _done, _afterReturn) = (_piece + 1, 0, false);
                continue;
            }

            if (_afterReturn && rest[0] == '\n')
            {
                rest = rest[1..];
                _done++;
            }

            var part = rest[..Math.Min(rest.Length, count - read)];
            int end = piece.IsCData ? -1 : part.IndexOf('\r');
            _afterReturn = end >= 0;
            part = _afterReturn ? part[..(end + 1)] : part;
            part.CopyTo(buffer.AsSpan(index + read));
            _done += part.Length;
            read += part.Length;
            if (_afterReturn)
            {
                buffer[index + read - 1] = '\n';
            }
        }

        return read;
    }
}
