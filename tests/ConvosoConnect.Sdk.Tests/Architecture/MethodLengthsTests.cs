using Xunit;

namespace ConvosoConnect.Sdk.Tests.Architecture;

public sealed class MethodLengthsTests
{
    private const string Source = """"
        namespace N;

        /// <summary>{ not code }</summary>
        [Some("{")]
        public sealed record R(int A) : B<int>
            where T : class
        {
            private static readonly int[] Table =
            [
                1,
            ];

            public int P { get; init; } = new()
            {
                X = 1,
            };

            [Fact]
            [Data(1)]
            public void Long(int a = 1)
            {
                if (a == 1)
                {
                    Call("}", $"{a}");
                }
            }

            public int Short() => 1;

            public int Arrow(string text) =>
                text switch
                {
                    _ => 1,
                };

            public abstract void None();

            private sealed class Nested
            {
                public Nested()
                    : base()
                {
                }
            }
        }
        """";

    [Fact]
    public void Read_EveryKindOfMember_MeasuresThoseWithABody() =>
        Assert.Equal([(13, 4), (20, 7), (28, 1), (30, 5), (40, 4)], MethodLengths.Read(Source).Order());

    [Fact]
    public void Read_CodeWithoutTypes_FindsNothing() => Assert.Empty(MethodLengths.Read("Run(); void Run() { }"));
}
