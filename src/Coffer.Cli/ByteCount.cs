namespace Coffer.Cli;

/// <summary>The length of a value in words.</summary>
internal static class ByteCount
{
    public static string Of(SecretValue value) => $"{value.Length} {(value.Length == 1 ? "byte" : "bytes")}";
}
