namespace ConvosoConnect.Sdk.Logs.InMemory;

/// <summary>
/// Turns a log entry into bytes and back. The garbage collector would trace and move the objects of a full log repeatedly, which it does not do with bytes in arrays that are used
/// again. With objects, a send takes 22 % more processor time and the collector pauses seven times as long (benchmarks/results/ablation.md), and the memory of the log could only
/// be estimated. Headers that requests share stay objects, which the segment keeps beside the bytes.
/// </summary>
internal static class PackedEntry
{
    private const long NoStatus = long.MinValue;
    private const long NoKind = -1;
    private const long NoEntry = long.MinValue;

    private enum Input
    {
        None,
        OwnHeaders,
        SharedHeaders,
    }

    private enum Body
    {
        None,
        Bytes,
        Text,
    }

    /// <summary>Packs an entry.</summary>
    /// <param name="entry">The entry; its id is not packed.</param>
    /// <param name="writer">Where the bytes go.</param>
    /// <returns>The shared headers to keep beside the bytes; null when there are none.</returns>
    public static SharedHeaders? Write(ConnectLogEntry entry, ref EntryWriter writer)
    {
        writer.Number(entry.Timestamp.UtcTicks);
        writer.Text(entry.EndpointId);
        writer.Text(entry.Origin);
        writer.Text(entry.PrimaryPhone);
        writer.Text(entry.Result);
        writer.Text(entry.LeadId);
        writer.Number(entry.StatusCode ?? NoStatus);
        writer.Number((long?)entry.ErrorKind ?? NoKind);
        writer.Number((long)entry.Direction);
        writer.Text(entry.IdempotencyKey);
        writer.Text(entry.EndpointName);
        SharedHeaders? shared = Write(entry.InputData, ref writer);
        writer.Text(entry.ResponseBody);
        writer.Text(entry.ErrorMessage);
        writer.Number(entry.Duration.Ticks);
        writer.Number(entry.Attempts.Count);
        foreach (ConnectAttempt attempt in entry.Attempts.Count == 0 ? [] : entry.Attempts)
        {
            writer.Number(attempt.Number);
            writer.Number(attempt.StatusCode ?? NoStatus);
            writer.Number((long?)attempt.ErrorKind ?? NoKind);
            writer.Number(attempt.Wait.Ticks);
            writer.Number(attempt.Duration.Ticks);
            writer.Text(attempt.Reason);
        }

        writer.Number(entry.ResendOf ?? NoEntry);
        writer.Number(entry.Captures.Count);
        foreach ((string name, string value) in entry.Captures)
        {
            writer.Text(name);
            writer.Text(value);
        }

        return shared;
    }

    /// <summary>The members that a <see cref="LogFilter"/> looks at; the others are empty.</summary>
    public static ConnectLogEntry ReadForFilter(long id, ReadOnlySpan<byte> bytes)
    {
        var reader = new EntryReader(bytes);
        return ReadForFilter(id, ref reader);
    }

    /// <summary>The whole entry.</summary>
    public static ConnectLogEntry Read(long id, ReadOnlySpan<byte> bytes, SharedHeaders? shared)
    {
        var reader = new EntryReader(bytes);
        return ReadForFilter(id, ref reader) with
        {
            EndpointName = reader.Text()!,
            InputData = ReadInput(ref reader, shared),
            ResponseBody = reader.Text(),
            ErrorMessage = reader.Text(),
            Duration = new TimeSpan(reader.Number()),
            Attempts = ReadAttempts(ref reader),
            ResendOf = reader.Number() is not NoEntry and var first ? first : null,
            Captures = ReadCaptures(ref reader),
        };
    }

    private static ConnectLogEntry ReadForFilter(long id, ref EntryReader reader) => new()
    {
        Id = id,
        Timestamp = new DateTimeOffset(reader.Number(), TimeSpan.Zero),
        EndpointId = reader.Text()!,
        Origin = reader.Text()!,
        PrimaryPhone = reader.Text()!,
        Result = reader.Text(),
        LeadId = reader.Text()!,
        StatusCode = ReadStatus(ref reader),
        ErrorKind = ReadKind(ref reader),
        Direction = (ConnectLogDirection)reader.Number(),
        IdempotencyKey = reader.Text(),
    };

    private static SharedHeaders? Write(ConnectInputData? input, ref EntryWriter writer)
    {
        var headers = input?.Headers as HeaderList;
        writer.Number((long)(input is null ? Input.None : headers is null ? Input.OwnHeaders : Input.SharedHeaders));
        if (input is null)
        {
            return null;
        }

        writer.Text(input.Method);
        writer.Text(input.Url);
        if (headers is not null)
        {
            writer.Text(headers.Length);
        }
        else
        {
            writer.Number(input.Headers.Count);
            foreach ((string name, string value) in input.Headers)
            {
                writer.Text(name);
                writer.Text(value);
            }
        }

        if (input.Utf8Body is { } utf8)
        {
            writer.Number((long)Body.Bytes);
            writer.Bytes(utf8);
        }
        else
        {
            writer.Number((long)(input.Body is null ? Body.None : Body.Text));
            writer.Text(input.Body);
        }

        return headers?.Shared;
    }

    private static ConnectInputData? ReadInput(ref EntryReader reader, SharedHeaders? shared)
    {
        var kind = (Input)reader.Number();
        if (kind == Input.None)
        {
            return null;
        }

        (string method, string url) = (reader.Text()!, reader.Text()!);
        IReadOnlyList<KeyValuePair<string, string>> headers = kind == Input.SharedHeaders ? new HeaderList(shared!, reader.Text()) : ReadHeaders(ref reader);
        return (Body)reader.Number() == Body.Bytes
            ? new ConnectInputData(reader.Bytes().ToArray()) { Method = method, Url = url, Headers = headers }
            : new ConnectInputData { Method = method, Url = url, Headers = headers, Body = reader.Text() };
    }

    private static KeyValuePair<string, string>[] ReadHeaders(ref EntryReader reader)
    {
        var headers = new KeyValuePair<string, string>[reader.Number()];
        for (int i = 0; i < headers.Length; i++)
        {
            headers[i] = new(reader.Text()!, reader.Text()!);
        }

        return headers;
    }

    private static ConnectAttempt[] ReadAttempts(ref EntryReader reader)
    {
        long count = reader.Number();
        ConnectAttempt[] attempts = count == 0 ? [] : new ConnectAttempt[count];
        for (int i = 0; i < attempts.Length; i++)
        {
            attempts[i] = new ConnectAttempt
            {
                Number = (int)reader.Number(),
                StatusCode = ReadStatus(ref reader),
                ErrorKind = ReadKind(ref reader),
                Wait = new TimeSpan(reader.Number()),
                Duration = new TimeSpan(reader.Number()),
                Reason = reader.Text()!,
            };
        }

        return attempts;
    }

    private static IReadOnlyDictionary<string, string> ReadCaptures(ref EntryReader reader)
    {
        long count = reader.Number();
        var captures = count == 0 ? null : new Dictionary<string, string>((int)count, StringComparer.Ordinal);
        for (long i = 0; i < count; i++)
        {
            captures!.Add(reader.Text()!, reader.Text()!);
        }

        return captures ?? RareMembers.NoCaptures;
    }

    private static ConnectErrorKind? ReadKind(ref EntryReader reader) => reader.Number() is not NoKind and var kind ? (ConnectErrorKind)kind : null;

    private static int? ReadStatus(ref EntryReader reader) => reader.Number() is not NoStatus and var status ? (int)status : null;
}
