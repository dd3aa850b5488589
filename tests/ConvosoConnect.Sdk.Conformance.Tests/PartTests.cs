using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests;

/// <summary>Every built-in part, as the app's container lists them.</summary>
public sealed class PartTests
{
    public static TheoryData<string, ConformanceCase<IBodyEncoder>> Encoders => Each(BodyEncoderConformance.Cases, e => e.Name);

    public static TheoryData<string, ConformanceCase<IResponseParser>> Parsers => Each(ResponseParserConformance.Cases, p => p.Name);

    public static TheoryData<string, ConformanceCase<IIntegratorTemplate>> Templates => Each(IntegratorConformance.Cases, t => t.Name);

    [Theory]
    [MemberData(nameof(Encoders), DisableDiscoveryEnumeration = true)]
    public Task BodyEncoder_EachCase_Holds(string name, ConformanceCase<IBodyEncoder> @case) =>
        @case.RunAsync(_ => new(Door.All<IBodyEncoder>().Single(e => e.Name == name)), TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(Parsers), DisableDiscoveryEnumeration = true)]
    public Task ResponseParser_EachCase_Holds(string name, ConformanceCase<IResponseParser> @case) =>
        @case.RunAsync(_ => new(Door.All<IResponseParser>().Single(p => p.Name == name)), TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(Templates), DisableDiscoveryEnumeration = true)]
    public Task Integrator_EachCase_Holds(string name, ConformanceCase<IIntegratorTemplate> @case) =>
        @case.RunAsync(_ => new(Door.All<IIntegratorTemplate>().Single(t => t.Name == name)), TestContext.Current.CancellationToken);

    private static TheoryData<string, ConformanceCase<T>> Each<T>(IReadOnlyList<ConformanceCase<T>> cases, Func<T, string> nameOf)
        where T : notnull
    {
        var data = new TheoryData<string, ConformanceCase<T>>();
        foreach (T part in Door.All<T>())
        {
            foreach (ConformanceCase<T> @case in cases)
            {
                data.Add(nameOf(part), @case);
            }
        }

        return data;
    }
}
