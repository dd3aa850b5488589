using System.Diagnostics;
using System.Text;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Redaction;

public sealed class CredentialMaskTests
{
    private static readonly CredentialMask Weak = new([], [new("list_id", "1001"), new("password", "s3c")]);

    [Fact]
    public void Mask_NoSecrets_ReturnsTheTextItself()
    {
        string text = new('x', 10);
        Assert.Same(text, CredentialMask.None.Mask(text));
        Assert.Same(text, new CredentialMask(["S3cr3t-9"]).Mask(text));
        Assert.Same("", new CredentialMask(["S3cr3t-9"]).Mask(""));
        Assert.Null(new CredentialMask(["S3cr3t-9"]).Mask(null));
    }

    [Theory]
    [InlineData("S3cr3t-9", "***")]
    [InlineData("aS3cr3t-9b", "a***b")]
    [InlineData("S3cr3t-9S3cr3t-9", "******")]
    [InlineData("S3cr3t-9,S3cr3t-9", "***,***")]
    [InlineData("S3cr3t-8 S3cr3t9 S3cr3t-", "S3cr3t-8 S3cr3t9 S3cr3t-")]
    [InlineData("s3cr3t-9 S3CR3T-9", "*** ***")]
    [InlineData("S3cr3t%2D9 S3cr3t%2d9", "*** ***")]
    public void Mask_Occurrences_ReplacesEach(string text, string expected) =>
        Assert.Equal(expected, new CredentialMask(["S3cr3t-9"]).Mask(text));

    [Theory]
    [InlineData("abc")]
    [InlineData("   ")]
    [InlineData("      ")]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("FALSE")]
    [InlineData("null")]
    [InlineData("None")]
    [InlineData("json")]
    [InlineData("xml")]
    [InlineData("Form")]
    [InlineData("POST")]
    [InlineData("get")]
    public void Mask_CommonWordOrShortSecret_IsNotSearchedFor(string secret)
    {
        LogEntries.UseTurkish();
        string text = $"a {secret} b       c";
        Assert.Same(text, new CredentialMask([secret]).Mask(text));
    }

    [Fact]
    public void Mask_SecretsWithinAndAcrossEachOther_LeaveNoRest()
    {
        var mask = new CredentialMask(["abcd", "abcdefgh", "ghijkl", "kl--mn"]);
        Assert.Equal("***", mask.Mask("abcdefgh"));
        Assert.Equal("*** ***", mask.Mask("abcd abcdefghijkl--mn"));
        Assert.Equal("x***y", mask.Mask("xabcdefghijkly"));
        Assert.Equal("***", new CredentialMask(["abab"]).Mask("ababab"));
    }

    [Theory]
    [InlineData("p/q+r s=t&u", "p%2fq%2Br+s%3Dt%26u")]
    [InlineData("p/q+r s=t&u", "p/q+r%20s=t&u")]
    [InlineData("p/q+r s=t&u", "p\\/q\\u002br s=t\\u0026u")]
    [InlineData("p/q+r s=t&u", "p%2Fq%2Br\\u002Bs%3Dt%26u")]
    [InlineData("p/q+r s=t&u", "p%252Fq%252Br%2Bs%253Dt%2526u")]
    [InlineData("p/q+r s=t&u", "p&#x2F;q&#43;r s=t&amp;amp;u")]
    [InlineData("a%41 b%2Fc", "a%41%20b%2Fc")]
    [InlineData("a%41 b%2Fc", "a%2541%20b%252Fc")]
    [InlineData("q\"\\x", "q\\\"\\\\x")]
    [InlineData("q\"\\x", "q\\\\\\\"\\\\\\\\x")]
    [InlineData("q\"\\x", "q%5C%22%5C%5Cx")]
    [InlineData("q\"\\x", "q\\u0022\\u005Cx")]
    [InlineData("q'<>x", "q&#039;&lt;&gt;x")]
    [InlineData("q'<>x", "q&apos;&#60;&#x3e;x")]
    [InlineData("q\"'\u00e9x", "q&quot;&#39;&#233;x")]
    [InlineData("q\"'\u00e9x", "q\\\"'\\u00E9x")]
    [InlineData("q\"'\u00e9x", "q%22%27%c3%A9x")]
    [InlineData("!&\\%", "%21%26%5c%25")]
    [InlineData("ключ", "%D0%BA%D0%BB%D1%8E%D1%87")]
    [InlineData("k😀ey", "k%F0%9F%98%80ey")]
    [InlineData("k😀ey", "k\\ud83d\\uDE00ey")]
    [InlineData("k😀ey", "k&#128512;ey")]
    [InlineData("k😀ey", "k&amp;#x1f600;ey")]
    [InlineData("a\r\n\tb\b\fc", "a\\r\\n\\tb\\b\\fc")]
    public void Mask_EscapedInAnyWay_LeavesNothingOfIt(string secret, string escaped) =>
        Assert.Equal("<***>", new CredentialMask([secret]).Mask($"<{escaped}>"));

    [Theory]
    [InlineData("p+q&r", "p+q%26s")]
    [InlineData("p+q&r", "p%2")]
    [InlineData("p+q&r", "p\\u002")]
    [InlineData("p+q&r", "p&#43;q&")]
    [InlineData("%%%%", "%25%25%2")]
    [InlineData("user:pass", "user;pass")]
    public void Mask_AlmostTheSecret_Stays(string secret, string text) => Assert.Same(text, new CredentialMask([secret]).Mask(text));

    [Theory]
    [InlineData("Z&#X71;7XvK9mPw2LtR4n")]
    [InlineData("Zq7Xv&#X4B;9mPw2L&#X74;R4n")]
    [InlineData("&#90&#113&#55&#88vK9mPw2LtR4n")]
    [InlineData("&#x5a&#113;7XvK9mPw2LtR4&#x6E")]
    [InlineData("Zq7XvK9%U006DPw2LtR4n")]
    public void Mask_OneLetterEscaped_LeavesNothingOfIt(string escaped) => Assert.Equal("<***>", new CredentialMask(["Zq7XvK9mPw2LtR4n"]).Mask($"<{escaped}>"));

    [Fact]
    public void Mask_LoneSurrogateInSecret_IsFoundAsItIsAndAsItLeaves()
    {
        var mask = new CredentialMask(["key\ud800x"]);
        Assert.Equal("***,***,***,***", mask.Mask("key\ud800x,key\ufffdx,key%EF%BF%BDx,key\\ud800x"));
    }

    [Theory]
    [InlineData("abcd")]
    [InlineData("abcde")]
    [InlineData("s3cr3t")]
    [InlineData("hunter2!")]
    [InlineData("pässwörd ÿ?>~")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public void Mask_Base64OfTheWhole_IsMasked(string secret)
    {
        var mask = new CredentialMask([secret]);
        string base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        string urlSafe = base64.Replace('+', '-').Replace('/', '_');
        Assert.Equal("*** ***", mask.Mask($"{base64} {urlSafe}")!.Replace("=", "", StringComparison.Ordinal));
        Assert.Equal("***", mask.Mask(Uri.EscapeDataString(base64))!.Replace("%3D", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("u")]
    [InlineData("us")]
    [InlineData("user:")]
    [InlineData("longer-user:")]
    public void Mask_Base64WithinALongerText_LeavesNoCharacterThatHoldsASecretBit(string before)
    {
        const string Secret = "?>~pass/wörd-9";
        byte[] all = [.. Encoding.UTF8.GetBytes(before), .. Encoding.UTF8.GetBytes(Secret), .. "!tail"u8];
        var mask = new CredentialMask([Secret]);
        int kept = Encoding.UTF8.GetByteCount(before) * 8 / 6;
        int end = ((Encoding.UTF8.GetByteCount(before + Secret) * 8) + 5) / 6;
        string base64 = Convert.ToBase64String(all);
        string urlSafe = base64.Replace('+', '-').Replace('/', '_');
        Assert.Equal(base64[..kept] + "***" + base64[end..], mask.Mask(base64));
        Assert.Equal(urlSafe[..kept] + "***" + urlSafe[end..], mask.Mask(urlSafe));
    }

    [Theory]
    [InlineData("list_id%3D1001", "list_id%3D***")]
    [InlineData("list%5Fid%3D1001", "list%5Fid%3D***")]
    [InlineData("error=bad&detail=password%3Ds3c", "error=bad&detail=password%3D***")]
    [InlineData("detail=a%26password%3Ds3c%26b", "detail=a%26password%3D***%26b")]
    [InlineData("{\"detail\":\"password\\u003ds3c\"}", "{\"detail\":\"password\\u003d***\"}")]
    [InlineData("{\"d\":\"password&#61;s3c\"}", "{\"d\":\"password&#61;***\"}")]
    [InlineData("{\\u0022password\\u0022:\\u0022s3c\\u0022}", "{\\u0022password\\u0022:\\u0022***\\u0022}")]
    [InlineData("&lt;password&gt;s3c&lt;/password&gt;", "&lt;password&gt;***&lt;/password&gt;")]
    [InlineData("password%253Ds3c", "password%253D***")]
    public void Mask_WeakPairEscaped_MasksTheValue(string text, string expected) => Assert.Equal(expected, Weak.Mask(text));

    [Theory]
    [InlineData("<password type='x'>s3c</password>", "<password type='x'>***</password>")]
    [InlineData("<a:password\n  type=\"x\" b='y'>\n    s3c</a:password>", "<a:password\n  type=\"x\" b='y'>\n    ***</a:password>")]
    [InlineData("&lt;password type='x'&gt;s3c&lt;/password&gt;", "&lt;password type='x'&gt;***&lt;/password&gt;")]
    [InlineData("<password>\n s3c\n</password>", "<password>\n ***\n</password>")]
    [InlineData("<password>\r\n                    s3c\r\n</password>", "<password>\r\n                    ***\r\n</password>")]
    [InlineData("{\"password\":\n\"s3c\"}", "{\"password\":\n\"***\"}")]
    [InlineData("data[password]=s3c", "data[password]=***")]
    [InlineData("data[password][]=s3c", "data[password][]=***")]
    [InlineData("data%5Bpassword%5D=s3c", "data%5Bpassword%5D=***")]
    [InlineData("my_list_id=1001", "my_list_id=***")]
    [InlineData("a\\nlist_id=1001", "a\\nlist_id=***")]
    public void Mask_WeakPairInAnyLayout_MasksTheValue(string text, string expected) => Assert.Equal(expected, Weak.Mask(text));

    [Theory]
    [InlineData("{\"mylist_id\":1001}")]
    [InlineData("mylist_id=1001&password2=s3c")]
    [InlineData("mylist%5Fid%3D1001")]
    [InlineData("{\"list_id\":10012,\"1001\":\"list_id\"}")]
    [InlineData("<password type='s3c'/><name>Ann</name>")]
    [InlineData("<password type='x'><b>s3c</b></password>")]
    public void Mask_AnotherNameOrValue_Stays(string text) => Assert.Same(text, Weak.Mask(text));

    [Theory]
    [InlineData("ключ日本€Ωß")]
    [InlineData("key-ключ-1")]
    [InlineData("plain-key-1")]
    public void Mask_Utf16OfEitherByteOrder_IsMasked(string secret)
    {
        var mask = new CredentialMask([secret]);
        Assert.All((Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode], encoding =>
        {
            byte[] bytes = encoding.GetBytes(secret);
            Assert.Matches("^<(00)?[*]{3}(00)?>$", mask.Mask($"<{Convert.ToHexString(bytes)}>"));
            Assert.Matches("^<A{0,2}[*]{3}A{0,2}=*>$", mask.Mask($"<{Convert.ToBase64String(bytes)}>"));
        });
    }

    [Fact]
    public async Task Mask_ManyThreads_ShareOneMask()
    {
        var mask = new CredentialMask(["S3cr&t-9", "other key"]);
        string[] results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            Task.Run(() => mask.Mask($"{i}:S3cr%26t-9;other+key")!, TestContext.Current.CancellationToken)));
        Assert.Equal(Enumerable.Range(0, 64).Select(i => $"{i}:***;***"), results);
    }

    public static TheoryData<string, string> HardTexts { get; } = new()
    {
        { "S3cr3t-key/9", "S3cr3t-key/8" },
        { "S3cr3t-key/9", "%C3%A9%2F" },
        { "S3cr3t-key/9", "\\u00e9\\\"" },
        { "aaaaaaaaaaaaaaab", "a" },
        { "////a", "%252525" },
        { "////a", "a%2F" },
        { "!!!!!!!!", "%25252" },
        { "\\\\\\\\\\\\\\\\x", "\\" },
        { "&&&&&&1", "&amp;" },
    };

    [Theory]
    [MemberData(nameof(HardTexts))]
    public void Mask_LargeHostileText_EndsSoon(string secret, string repeated)
    {
        string text = string.Concat(Enumerable.Repeat(repeated, (1 << 20) / repeated.Length));
        long started = Stopwatch.GetTimestamp();
        Assert.Same(text, new CredentialMask([secret]).Mask(text));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 10);
    }

    [Fact]
    public void Mask_SixteenMegabytesOfSecrets_MasksEach()
    {
        const int Count = (16 << 20) / 16;
        string masked = new CredentialMask(["S3cr3t-key%2F9"]).Mask(string.Concat(Enumerable.Repeat("S3cr3t-key%2F9, ", Count)))!;
        Assert.Equal(Count * 5, masked.Length);
        Assert.DoesNotContain("S3cr3t", masked, StringComparison.Ordinal);
    }
}
