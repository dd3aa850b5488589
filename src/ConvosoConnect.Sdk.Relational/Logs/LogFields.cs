using System.Collections.Frozen;
using System.Text.Json;

namespace ConvosoConnect.Sdk.Relational.Logs;

/// <summary>The members of a log document while it is read; see <see cref="LogDocument"/> for their names.</summary>
internal struct LogFields
{
    private static readonly IReadOnlyDictionary<string, string> NoCaptures = FrozenDictionary<string, string>.Empty;

    private long _ticks;
    private string? _endpointId;
    private string? _endpointName;
    private string? _leadId;
    private string? _phone;
    private string? _result;
    private string? _method;
    private string? _url;
    private List<KeyValuePair<string, string>>? _headers;
    private string? _body;
    private string? _responseBody;
    private int? _status;
    private ConnectErrorKind? _errorKind;
    private string? _errorMessage;
    private long _duration;
    private string? _origin;
    private int _direction;
    private List<ConnectAttempt>? _attempts;
    private string? _idempotencyKey;
    private long? _resendOf;
    private Dictionary<string, string>? _captures;

    /// <summary>The one letter of the member on which the reader stands, and moves it on to the value; 0 for a longer name.</summary>
    public static byte Name(ref Utf8JsonReader reader)
    {
        byte name = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)0;
        reader.Read();
        return name;
    }

    /// <summary>Takes the value on which the reader stands.</summary>
    public void Take(byte name, ref Utf8JsonReader reader, ConnectLogEntry? neighbour)
    {
        switch (name)
        {
            case (byte)'t': _ticks = reader.GetInt64(); break;
            case (byte)'e': _endpointId = Text(ref reader, neighbour?.EndpointId); break;
            case (byte)'n': _endpointName = Text(ref reader, neighbour?.EndpointName); break;
            case (byte)'l': _leadId = reader.GetString(); break;
            case (byte)'p': _phone = reader.GetString(); break;
            case (byte)'r': _result = Text(ref reader, neighbour?.Result); break;
            case (byte)'m': _method = Text(ref reader, neighbour?.InputData?.Method); break;
            case (byte)'u': _url = Text(ref reader, neighbour?.InputData?.Url); break;
            case (byte)'h': _headers = Headers(ref reader, neighbour?.InputData?.Headers); break;
            case (byte)'b': _body = reader.GetString(); break;
            case (byte)'a': _responseBody = Text(ref reader, neighbour?.ResponseBody); break;
            case (byte)'s': _status = reader.GetInt32(); break;
            case (byte)'k': _errorKind = Kind(ref reader); break;
            case (byte)'g': _errorMessage = Text(ref reader, neighbour?.ErrorMessage); break;
            case (byte)'d': _duration = reader.GetInt64(); break;
            case (byte)'o': _origin = Text(ref reader, neighbour?.Origin); break;
            case (byte)'i': _direction = reader.GetInt32(); break;
            case (byte)'x': _attempts = Attempts(ref reader); break;
            case (byte)'y': _idempotencyKey = reader.GetString(); break;
            case (byte)'f': _resendOf = reader.GetInt64(); break;
            case (byte)'c': _captures = Captures(ref reader); break;
            default: reader.Skip(); break;
        }
    }

    public readonly ConnectLogEntry ToEntry(long id) => new()
    {
        Id = id,
        Timestamp = new DateTimeOffset(_ticks, TimeSpan.Zero),
        EndpointId = _endpointId ?? "",
        EndpointName = _endpointName ?? "",
        LeadId = _leadId ?? "",
        PrimaryPhone = _phone ?? "",
        Result = _result,
        InputData = _method is null || _url is null ? null : new ConnectInputData { Method = _method, Url = _url, Headers = _headers ?? [], Body = _body },
        ResponseBody = _responseBody,
        StatusCode = _status,
        ErrorKind = _errorKind,
        ErrorMessage = _errorMessage,
        Duration = new TimeSpan(_duration),
        Origin = _origin ?? "",
        Direction = _direction == (int)ConnectLogDirection.In ? ConnectLogDirection.In : ConnectLogDirection.Out,
        Attempts = _attempts ?? (IReadOnlyList<ConnectAttempt>)[],
        IdempotencyKey = _idempotencyKey,
        ResendOf = _resendOf,
        Captures = _captures ?? NoCaptures,
    };

    private static List<KeyValuePair<string, string>> Headers(ref Utf8JsonReader reader, IReadOnlyList<KeyValuePair<string, string>>? neighbours)
    {
        var headers = new List<KeyValuePair<string, string>>(neighbours?.Count ?? 8);
        for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            KeyValuePair<string, string> neighbour = i < neighbours?.Count ? neighbours[i] : default;
            string name = Text(ref reader, neighbour.Key)!;
            reader.Read();
            headers.Add(new(name, Text(ref reader, neighbour.Value)!));
        }

        return headers;
    }

    private static List<ConnectAttempt> Attempts(ref Utf8JsonReader reader)
    {
        var attempts = new List<ConnectAttempt>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var attempt = new ConnectAttempt();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                byte name = Name(ref reader);
                switch (name)
                {
                    case (byte)'n': attempt = attempt with { Number = reader.GetInt32() }; break;
                    case (byte)'s': attempt = attempt with { StatusCode = reader.GetInt32() }; break;
                    case (byte)'k': attempt = attempt with { ErrorKind = Kind(ref reader) }; break;
                    case (byte)'w': attempt = attempt with { Wait = new TimeSpan(reader.GetInt64()) }; break;
                    case (byte)'d': attempt = attempt with { Duration = new TimeSpan(reader.GetInt64()) }; break;
                    case (byte)'r': attempt = attempt with { Reason = reader.GetString() ?? "" }; break;
                    default: reader.Skip(); break;
                }
            }

            attempts.Add(attempt);
        }

        return attempts;
    }

    private static Dictionary<string, string> Captures(ref Utf8JsonReader reader)
    {
        var captures = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string name = reader.GetString()!;
            reader.Read();
            captures[name] = reader.GetString()!;
        }

        return captures;
    }

    private static ConnectErrorKind? Kind(ref Utf8JsonReader reader) => reader.GetString() is { } name ? ConnectErrorKinds.Parse(name) : null;

    /// <summary>The text, or its neighbour where that is the same.</summary>
    private static string? Text(ref Utf8JsonReader reader, string? neighbour) =>
        neighbour is not null && reader.ValueTextEquals(neighbour) ? neighbour : reader.GetString();
}
