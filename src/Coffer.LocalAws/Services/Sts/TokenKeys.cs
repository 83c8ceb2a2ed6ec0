using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Coffer.LocalAws.Hosting;

namespace Coffer.LocalAws.Services.Sts;

/// <summary>
/// The keys that tokens of OpenID Connect providers are signed with. An issuer's keys are on the internet, and nothing here goes
/// there: so they are given to the server, in PEM. RS256 and ES256 are known: https://www.rfc-editor.org/rfc/rfc7518#section-3.1
/// </summary>
internal sealed class TokenKeys
{
    private readonly List<RSA> rsa = [];
    private readonly List<ECDsa> elliptic = [];
    private readonly bool required;

    private TokenKeys(bool required) => this.required = required;

    /// <exception cref="StartupException">A file cannot be read, or holds no key.</exception>
    public static TokenKeys Read(Options options)
    {
        var keys = new TokenKeys(options.EnforceIam || options.TokenKeys.Count > 0);
        foreach (var path in options.TokenKeys)
        {
            keys.Add(path);
        }

        return keys;
    }

    /// <summary>Whether a token is signed with one of them. Without keys it is, unless policies decide.</summary>
    public bool Signed(string token)
    {
        if (!required)
        {
            return true;
        }

        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return false;
        }

        var text = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        try
        {
            var signature = Base64Url.DecodeFromChars(parts[2]);
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
            return header.RootElement.GetProperty("alg").GetString() switch
            {
                "RS256" => rsa.Exists(key => key.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
                "ES256" => elliptic.Exists(key => key.VerifyData(text, signature, HashAlgorithmName.SHA256)),
                _ => false,
            };
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    private void Add(string path)
    {
        try
        {
            var pem = File.ReadAllText(path);
            if (Load(RSA.Create, key => key.ImportFromPem(pem)) is { } key)
            {
                rsa.Add(key);
            }
            else
            {
                elliptic.Add(Load(ECDsa.Create, curve => curve.ImportFromPem(pem)) ?? throw new StartupException(
                    ExitCode.Malformed, $"--token-key: '{path}' holds no RSA or EC key in PEM"));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(ExitCode.Usage, $"--token-key: cannot read '{path}': {e.Message}", e);
        }
    }

    private static T? Load<T>(Func<T> create, Action<T> import)
        where T : AsymmetricAlgorithm
    {
        var key = create();
        try
        {
            import(key);
            return key;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }
}
