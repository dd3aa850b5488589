namespace QuickStart.Checks;

/// <summary>Compares what happened with what should have, and says so line by line.</summary>
internal sealed class Expectations(Screen screen)
{
    private int _held;
    private int _failed;

    /// <summary>Compares one thing; both values are shown when they differ.</summary>
    public void Equal<T>(T expected, T actual, string sentence) =>
        That(EqualityComparer<T>.Default.Equals(expected, actual), sentence, $"expected {expected}, got {actual}");

    /// <summary>Notes one thing.</summary>
    /// <param name="held">Whether it is so.</param>
    /// <param name="sentence">What should be so.</param>
    /// <param name="seen">What is, when it is not so.</param>
    public void That(bool held, string sentence, string seen)
    {
        if (held)
        {
            _held++;
            screen.Item("[green]✓[/]", sentence);
            return;
        }

        _failed++;
        screen.Item("[red]✗[/]", $"{sentence}: {seen}");
    }

    /// <summary>Writes the last line.</summary>
    /// <returns>The exit code.</returns>
    public int Finish()
    {
        screen.Line(_failed == 0
            ? $"\n[bold green]All {_held} expectations held.[/]"
            : $"\n[bold red]{_failed} of {_held + _failed} expectations failed; the lines marked ✗ say which.[/]");
        return _failed == 0 ? 0 : 1;
    }
}
