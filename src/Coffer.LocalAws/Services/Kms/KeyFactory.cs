using System.Security.Cryptography;

namespace Coffer.LocalAws.Services.Kms;

/// <summary>New keys and new key material.</summary>
internal static class KeyFactory
{
    private const int Bytes = 32;

    public static string NewId(bool multiRegion) =>
        multiRegion ? $"mrk-{Guid.NewGuid():N}" : Guid.NewGuid().ToString("D");

    public static byte[] NewFingerprint() => RandomNumberGenerator.GetBytes(Bytes);

    public static KeyMaterial NewMaterial() =>
        new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)), RandomNumberGenerator.GetBytes(Bytes));
}
