namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>Where a member of the root stands.</summary>
/// <param name="NameStart">Where its name begins, behind the quote.</param>
/// <param name="NameEnd">Where its name ends, before the quote.</param>
/// <param name="Start">Where its value begins.</param>
/// <param name="End">Where its value ends.</param>
internal readonly record struct JsonMember(int NameStart, int NameEnd, int Start, int End);
