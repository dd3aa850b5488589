using ConvosoConnect.Sdk.ResponseParsers;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers;

public sealed class NearestKeysTests
{
    [Theory]
    [InlineData("leadId", "status,lead_id,data", "lead_id")]
    [InlineData("succes", "success,status,id", "success")]
    [InlineData("id", "status,data.id,data.lead.id", "data.id,data.lead.id")]
    [InlineData("Lead/@id", "Response,Lead,Id", "Id")]
    [InlineData("contact_id", "id,contact,other", "contact,id")]
    [InlineData("result.id", "data.id,result", "data.id")]
    [InlineData("nothing", "a,b,c,d", "a,b,c")]
    [InlineData("x", "", "")]
    [InlineData("", "a", "a")]
    [InlineData("IDX", "idx,Idx,idx", "idx,Idx")]
    [InlineData("id", "d,dd,ab", "d,dd")]
    [InlineData("emial", "other,email", "email")]
    public void To_AskedKey_NamesTheNearest(string asked, string candidates, string expected) =>
        Assert.Equal(expected, string.Join(',', NearestKeys.To(asked, candidates.Split(',', StringSplitOptions.RemoveEmptyEntries))));

    [Theory]
    [InlineData("nothing", "a,b,c,d", "")]
    [InlineData("leadId", "status,lead_id,data", "lead_id")]
    public void To_OnlyNear_NamesNoneThatIsNot(string asked, string candidates, string expected) =>
        Assert.Equal(expected, string.Join(',', NearestKeys.To(asked, candidates.Split(','), onlyNear: true)));

    [Fact]
    public void To_EndlessAndHugeCandidates_IsBounded()
    {
        int taken = 0;
        var nearest = NearestKeys.To(new string('a', 1_000_000), Endless());

        Assert.Equal([new string('k', 100) + "…"], nearest);
        Assert.Equal(500, taken);

        IEnumerable<string> Endless()
        {
            string key = new('k', 10_000);
            while (true)
            {
                taken++;
                yield return key;
            }
        }
    }

    [Fact]
    public void To_KeyWithControlCharacters_IsFitForASentence() => Assert.Equal(["a b"], NearestKeys.To("a", ["a\r\n\0b", "", " "]));
}
