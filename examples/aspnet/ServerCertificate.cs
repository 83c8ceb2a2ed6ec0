using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Coffer;

namespace Example;

/// <summary>A certificate and its private key from one secret, which is their PEM. No file is written.</summary>
internal static class ServerCertificate
{
    public static async Task<X509Certificate2> OpenAsync(CofferClient client, string name)
    {
        using var pem = await client.OpenAsync(name);
        return FromPem(pem);
    }

    private static X509Certificate2 FromPem(SecretValue pem)
    {
        // Pinned, so that the garbage collector leaves no copy, and zeroed: as the value itself.
        var text = GC.AllocateUninitializedArray<char>(Encoding.UTF8.GetCharCount(pem.Reveal()), pinned: true);
        try
        {
            Encoding.UTF8.GetChars(pem.Reveal(), text);
            return X509Certificate2.CreateFromPem(text, text);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }
}
