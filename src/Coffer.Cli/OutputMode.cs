namespace Coffer.Cli;

/// <summary>Plaintext goes to no file that others can read.</summary>
internal static class OutputMode
{
    private const int Others = 0x3f;

    /// <summary>Where stdout is a file that others can read, makes it its owner's alone before anything is written.</summary>
    /// <exception cref="CofferException"><see cref="ErrorCode.CannotWrite"/> where that cannot be done.</exception>
    public static void Narrow()
    {
        if (!OperatingSystem.IsLinux() || !StandardDescriptors.Has(StandardDescriptors.Output))
        {
            return;
        }

        try
        {
            var status = Posix.StatusOf(StandardDescriptors.Output);
            if (status.Kind == FileKind.File && ((int)status.Mode & Others) != 0)
            {
                Posix.Require(Posix.ChangeMode(StandardDescriptors.Output, (int)status.Mode & ~Others));
                Terminal.Say("stdout is a file that others could read: its mode is its owner's alone now");
            }
        }
        catch (SystemCallException failure)
        {
            throw new CofferException(
                ErrorCode.CannotWrite,
                $"stdout is a file that others can read, and that cannot be changed: {failure.Message}",
                "'umask 077' before it is made, or pipe the values into the program that needs them",
                failure);
        }
    }
}
