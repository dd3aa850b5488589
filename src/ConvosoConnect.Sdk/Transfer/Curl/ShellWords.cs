using System.Globalization;
using System.Text;

namespace ConvosoConnect.Sdk.Transfer.Curl;

/// <summary>Splits a command into words as bash does: <c>'…'</c>, <c>"…"</c>, <c>$'…'</c>, backslashes, and lines that go on after a backslash. Nothing is expanded.</summary>
internal sealed class ShellWords
{
    private readonly string _text;
    private readonly List<string> _words = [];
    private StringBuilder? _word;
    private int _at;

    private ShellWords(string text) => _text = text;

    /// <summary>Whether the command has a variable of the shell, which stays as it is written.</summary>
    public bool HasVariable { get; private set; }

    public IReadOnlyList<string> Words => _words;

    public static ShellWords Split(string command)
    {
        var words = new ShellWords(command.Replace("\r\n", "\n", StringComparison.Ordinal));
        words.Read();
        return words;
    }

    private void Read()
    {
        while (_at < _text.Length)
        {
            char c = _text[_at];
            switch (c)
            {
                case ' ' or '\t' or '\n':
                    EndWord();
                    _at++;
                    ThrowIfSecondCommand(c);
                    break;
                case '#' when _word is null:
                    int end = _text.IndexOf('\n', _at);
                    _at = end < 0 ? _text.Length : end;
                    break;
                case '\'':
                    _at++;
                    Word().Append(Until('\'', "'"));
                    break;
                case '"':
                    ReadDoubleQuoted();
                    break;
                case '$' when Next() == '\'':
                    _at++;
                    ReadAnsi();
                    break;
                case '$' when Next() == '"':
                    _at++;
                    break;
                case '\\' when Next() == '\n':
                    _at += 2;
                    break;
                case '\\' when Next() is { } escaped:
                    Word().Append(escaped);
                    _at += 2;
                    break;
                case '|' or '&' or ';' or '<' or '>' or '(' or ')':
                    throw CurlFault.At("command", $"The command goes on after curl, at the character {c}. Give the curl command alone, and put quotes around a URL with &.");
                default:
                    CheckExpansion(c);
                    Word().Append(c);
                    _at++;
                    break;
            }
        }

        EndWord();
    }

    private void ReadDoubleQuoted()
    {
        StringBuilder word = Word();
        for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
        {
            char c = _text[_at];
            if (c == '\\' && Next() is '"' or '\\' or '$' or '`' or '\n')
            {
                _at++;
                word.Append(_text[_at] == '\n' ? "" : _text[_at].ToString());
            }
            else
            {
                CheckExpansion(c);
                word.Append(c);
            }
        }

        if (_at++ >= _text.Length)
        {
            throw Unclosed("\"");
        }
    }

    private void ReadAnsi()
    {
        StringBuilder word = Word();
        for (_at++; _at < _text.Length && _text[_at] != '\''; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
            {
                _at++;
                ReadEscape(word);
            }
            else
            {
                word.Append(_text[_at]);
            }
        }

        if (_at++ >= _text.Length)
        {
            throw Unclosed("$'");
        }
    }

    // Bytes that follow each other are one text in UTF-8, as they are to curl.
    private void ReadEscape(StringBuilder word)
    {
        char c = _text[_at];
        switch (c)
        {
            case 'x' or (>= '0' and <= '7'):
                var bytes = new List<byte>();
                _at--;
                while (_at + 2 < _text.Length && _text[_at] == '\\' && Byte(_at + 1) is var (value, length) && length > 0)
                {
                    bytes.Add(value);
                    _at += 1 + length;
                }

                _at--;
                word.Append(bytes.Count == 0 ? "\\x" : Encoding.UTF8.GetString([.. bytes]));
                _at += bytes.Count == 0 ? 2 : 0;
                break;
            case 'u' or 'U':
                int digits = Digits(_at + 1, c == 'u' ? 4 : 8);
                if (digits > 0 && int.TryParse(_text.AsSpan(_at + 1, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int code) && Rune.IsValid(code))
                {
                    word.Append(new Rune(code).ToString());
                    _at += digits;
                }
                else
                {
                    throw CurlFault.At("command", "A $'…' text has an escape that is no character. Correct the digits after \\u.");
                }

                break;
            default:
                int known = "abefnrtvE".IndexOf(c, StringComparison.Ordinal);
                word.Append(known >= 0 ? "\a\b\u001B\f\n\r\t\v\u001B"[known].ToString() : c is '\\' or '\'' or '"' or '?' ? c.ToString() : "\\" + c);
                break;
        }
    }

    private (byte Value, int Length) Byte(int at)
    {
        if (_text[at] == 'x')
        {
            int hex = Digits(at + 1, 2);
            return hex == 0 ? default : (Convert.ToByte(_text.Substring(at + 1, hex), 16), hex + 1);
        }

        int octal = 0;
        while (octal < 3 && at + octal < _text.Length && _text[at + octal] is >= '0' and <= '7')
        {
            octal++;
        }

        return octal == 0 ? default : ((byte)Convert.ToInt32(_text.Substring(at, octal), 8), octal);
    }

    private int Digits(int at, int most)
    {
        int count = 0;
        while (count < most && at + count < _text.Length && char.IsAsciiHexDigit(_text[at + count]))
        {
            count++;
        }

        return count;
    }

    private string Until(char end, string quote)
    {
        int close = _text.IndexOf(end, _at);
        if (close < 0)
        {
            throw Unclosed(quote);
        }

        string inner = _text[_at..close];
        _at = close + 1;
        return inner;
    }

    private void CheckExpansion(char c)
    {
        if (c == '`' || (c == '$' && Next() == '('))
        {
            throw CurlFault.At("command", "The shell would run another command inside this one, at a backtick or $(. Put its output in its place, or put single quotes around the text.");
        }

        HasVariable |= c == '$' && Next() is { } next && (char.IsAsciiLetter(next) || next is '_' or '{');
    }

    // A line that ends without a backslash ends the command.
    private void ThrowIfSecondCommand(char c)
    {
        ReadOnlySpan<char> rest = c == '\n' && _words.Count > 0 ? _text.AsSpan(_at).TrimStart() : [];
        if (rest.Length > 0 && rest[0] != '#')
        {
            throw CurlFault.At("command", "There is more text after the first line, which does not end in a backslash. Give one curl command, with a backslash at the end of each line but the last.");
        }
    }

    private char? Next() => _at + 1 < _text.Length ? _text[_at + 1] : null;

    private StringBuilder Word() => _word ??= new();

    private void EndWord()
    {
        if (_word is not null)
        {
            _words.Add(_word.ToString());
            _word = null;
        }
    }

    private static ConnectValidationException Unclosed(string quote) =>
        CurlFault.At("command", $"A text that begins with {quote} does not end. Copy the whole command, with its closing quote.");
}
