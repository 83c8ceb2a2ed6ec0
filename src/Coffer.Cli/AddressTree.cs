using Coffer.Core.Model;

namespace Coffer.Cli;

/// <summary>Addresses as a tree, each part once: what a person reads on a screen.</summary>
internal static class AddressTree
{
    private const int Step = 2;

    /// <summary>The lines of a tree.</summary>
    /// <param name="addresses">The addresses, in their order.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<string> addresses)
    {
        string[] before = [];
        foreach (var parts in addresses.Select(Parts))
        {
            var same = before.Zip(parts).TakeWhile(pair => pair.First == pair.Second).Count();
            for (var depth = same; depth < parts.Length; depth++)
            {
                var isFolder = depth < parts.Length - 1;
                yield return $"{new string(' ', depth * Step)}{AddressGrammar.Printable(parts[depth])}{(isFolder ? "/" : "")}";
            }

            before = parts;
        }
    }

    // A bucket is one part: 's3:' alone says nothing.
    private static string[] Parts(string address) => RemoteAddress.Is(address)
        ? address.Split('/') is [var scheme, "", var bucket, .. var rest] ? [$"{scheme}//{bucket}", .. rest] : [address]
        : address.Split('/');
}
