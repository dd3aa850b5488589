using SharpFuzz;

namespace ConvosoConnect.Sdk.Fuzz;

/// <summary>
/// <c>Fuzz json|xml|text|headers</c> takes inputs from afl-fuzz, which starts it; <c>Fuzz json|xml|text|headers &lt;folder&gt;</c> reads each file of a folder,
/// without any instrumentation: a corpus, or what afl-fuzz has found. An input that breaks a promise throws.
/// <c>Fuzz suite json|xml &lt;folder&gt;</c> tells what becomes of a public suite.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is ["suite", "json" or "xml", _])
        {
            return Suites.Run(arguments[1], arguments[2]);
        }

        if (arguments is not [var name, ..] || Targets.Find(name) is not { } target)
        {
            Console.Error.WriteLine("Usage: Fuzz json|xml|text|headers [<folder>], or Fuzz suite json|xml <folder>");
            return 2;
        }

        if (arguments is [_, var folder])
        {
            string[] files = Directory.GetFiles(folder);
            foreach (string file in files)
            {
                Console.WriteLine(Path.GetFileName(file));
                target(File.ReadAllBytes(file));
            }

            Console.WriteLine($"{files.Length} inputs read, no promise broken.");
            return files.Length > 0 ? 0 : 1;
        }

        // Out of process: a stack overflow or an endless loop ends the worker, not the run.
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            Try(target, input.ToArray());
        });
        return 0;
    }

    // afl-fuzz keeps the input of a crash and not its reason, so the reason is written down before the worker reports the crash.
    private static void Try(Action<byte[]> target, byte[] input)
    {
        try
        {
            target(input);
        }
        catch (Exception error) when (Environment.GetEnvironmentVariable("FUZZ_ERRORS") is { } file)
        {
            File.AppendAllText(file, $"{Convert.ToBase64String(input)}{Environment.NewLine}{error}{Environment.NewLine}");
            throw;
        }
    }
}
