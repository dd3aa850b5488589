namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>The position of a root member in the bytes of the body.</summary>
/// <param name="NameStart">Where its name begins, after the opening quote.</param>
/// <param name="NameEnd">Where its name ends, before the closing quote.</param>
/// <param name="Start">Where its value begins.</param>
/// <param name="End">Where its value ends.</param>
internal readonly record struct JsonMember(int NameStart, int NameEnd, int Start, int End);
