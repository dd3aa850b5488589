using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Architecture;

public sealed class TypeConventionTests
{
    // 60 by design, two for delivery: the rules of an endpoint and the attempts of a log entry, which every store must keep; the converter that source-generated
    // JSON contexts of apps must be able to name; and the status of the configuration, which health checks outside the core ask for; and what counts as what
    // on the wire, for delivery handlers. Five of the first day: the constants of Post Data Types, Response Data Types, integrators and telemetry, which an app would otherwise
    // spell as bare strings; and the filter of adaptors, so that both stores are asked alike. Ten for types in place of words: the refusal of a delivery handler, what is wrong
    // with a body and its kind, the names of error kinds for stores and their JSON, the contract of a template with what may be tried again (four), and the reader of
    // configuration parts and the table of options, for packages with options of their own. Four for authors of templates and encoders, with which the built-in ones are
    // written: bodies of the usual forms, JSON of another shape, a nested layout that is made once, and the quoting of a vendor's words. One for stores that encrypt
    // credentials: what the mask of the log treats as one. Four of the log: its filters by outcome and by direction, and the statistics with the hour that they are made of,
    // which a store may have or not. Two of a send: its options, and an endpoint that is not saved yet. Two converters that keep credentials out of the JSON of endpoints.
    // Five for credentials of other packages and of apps: the credential, what it says of itself, the request that it adds to, its failure, and
    // how it sends requests of its own.
    // One for engines that are made at run time or found under an account's name, with all that belongs to it.
    // Four of many sends: how, the result of each, how far, and the summary.
    // Seven of integrators that are told by data: the definition, its body, its variants, what responses mean, success, errors, and a setting.
    private const int MostPublicTypes = 110;
    private const int MostMembersOfAnInterface = 4;

    // Its users would otherwise need extension methods, which mocks refuse.
    private const int MostMembersOfTheClient = 14;
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Core = typeof(ConvosoConnectOptions).Assembly;
    private static readonly Assembly Tests = typeof(TypeConventionTests).Assembly;
    private static readonly Type[] PublicTypes = Core.GetExportedTypes();

    [Fact]
    public void Classes_Inheritance_IsDecided() => Offences.None(
        from type in Core.GetTypes().Concat(Tests.GetTypes())
        where type.IsClass && !type.IsSealed && !type.IsAbstract && IsOurs(type)
        select $"{type} is neither sealed nor static nor abstract");

    [Fact]
    public void PublicTypes_Number_StaysSmall() => Assert.InRange(PublicTypes.Length, 1, MostPublicTypes);

    [Fact]
    public void PublicTypes_File_IsNamedAfterTheType() => Offences.None(
        from type in PublicTypes
        where !type.IsNested
        let name = type.Name.Split('`')[0]
        let path = Repository.Files(name + ".cs", "src/ConvosoConnect.Sdk").SingleOrDefault()
        where path is null || !Regex.IsMatch(CodeText.Blank(Repository.Read(path)), $@"\b(class|record|struct|interface|enum)\s+{name}\b")
        select $"{type} is not declared in one file of its name");

    [Fact]
    public void Interfaces_Size_StaysSmall() => Offences.None(
        from type in Core.GetTypes()
        where type.IsInterface
        let members = type.GetMembers(Declared).Count(member => member is not MethodBase { IsSpecialName: true } and not Type)
        let most = type == typeof(ConvosoConnect.Sdk.IConvosoConnectClient) ? MostMembersOfTheClient : MostMembersOfAnInterface
        where members > most
        select $"{type} has {members} members; {most} at most");

    [Fact]
    public void PublicAsyncMethods_CancellationToken_IsTheLastParameter() => Offences.None(
        from type in PublicTypes
        from method in type.GetMethods(Declared)
        where method.IsPublic && IsAsync(method.ReturnType) && method.Name != nameof(IAsyncDisposable.DisposeAsync)
        where method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken)
        select $"{type}.{method.Name} does not take a CancellationToken as its last parameter");

    [Fact]
    public void AsyncMethods_ReturnType_IsNeverVoid() => Offences.None(
        from type in Core.GetTypes().Concat(Tests.GetTypes())
        from method in type.GetMethods(Declared)
        where method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute))
        select $"{type}.{method.Name} is async void; its exceptions would end the process");

    [Fact]
    public void Internals_Visibility_IsForTestsAndBenchmarksOnly() => Assert.Equal(
        ["ConvosoConnect.Sdk.Benchmarks", Tests.GetName().Name!], Core.GetCustomAttributes<InternalsVisibleToAttribute>().Select(attribute => attribute.AssemblyName));

    private static bool IsAsync(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is { } open && (open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>)));

    private static bool IsOurs(Type type) =>
        type.FullName!.StartsWith("ConvosoConnect.Sdk.", StringComparison.Ordinal) && !type.FullName.Contains('<', StringComparison.Ordinal);
}
