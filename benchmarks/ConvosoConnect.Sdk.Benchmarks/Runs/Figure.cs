namespace ConvosoConnect.Sdk.Benchmarks.Runs;

/// <summary>What one job takes.</summary>
/// <param name="Group">What was done.</param>
/// <param name="Contender">By whom.</param>
/// <param name="Nanoseconds">The median time.</param>
/// <param name="Bytes">The bytes allocated.</param>
internal sealed record Figure(string Group, string Contender, double Nanoseconds, double Bytes);
