using System.IO.Compression;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>Compressed bodies.</summary>
internal static class Bombs
{
    private const int Part = 16 * 1024 * 1024;

    public static byte[] Gzip(byte[] content)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return output.ToArray();
    }

    /// <summary>A gigabyte of zeros: one member over and over, which RFC 1952 allows.</summary>
    public static byte[] GzipOfAGigabyte()
    {
        byte[] member = Gzip(new byte[Part]);
        return [.. Enumerable.Repeat(member, 64).SelectMany(m => m)];
    }

    /// <summary>256 MiB of zeros.</summary>
    public static byte[] Brotli()
    {
        using var output = new MemoryStream();
        using (var brotli = new BrotliStream(output, CompressionLevel.Fastest))
        {
            byte[] zeros = new byte[Part];
            for (int i = 0; i < 16; i++)
            {
                brotli.Write(zeros);
            }
        }

        return output.ToArray();
    }
}
