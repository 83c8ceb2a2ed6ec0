namespace Coffer.Aws.Connections;

/// <summary>
/// Follows how deep elements are nested, byte by byte, without reading what they say. Comments and declarations count for nothing; what is
/// no
/// XML may be counted as it likes.
/// </summary>
/// <param name="most">The greatest depth.</param>
internal sealed class XmlDepth(int most)
{
    private int depth;
    private byte last;
    private bool isElement;

    /// <summary>Follows more of a document.</summary>
    /// <returns>False where it is too deep.</returns>
    public bool Follow(ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            if (last == '<')
            {
                isElement = next is not ((byte)'/' or (byte)'!' or (byte)'?');
                depth += isElement ? 1 : next == '/' ? -1 : 0;
                if (depth > most)
                {
                    return false;
                }
            }
            else if (next == '>' && isElement)
            {
                depth -= last == '/' ? 1 : 0;
                isElement = false;
            }

            last = next;
        }

        return true;
    }
}
