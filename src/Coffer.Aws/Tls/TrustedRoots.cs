namespace Coffer.Aws.Tls;

/// <summary>
/// Whom we trust: the file that <c>AWS_CA_BUNDLE</c> names, else what <c>SSL_CERT_FILE</c> and <c>SSL_CERT_DIR</c>
/// name, else the first place of a Linux distribution that has certificates, else Amazon's own roots.
/// </summary>
internal sealed class TrustedRoots
{
    private const long MaxFileBytes = 16 << 20;

    /// <summary>Debian and Alpine, Fedora, Red Hat, openSUSE, Alpine without ca-certificates; distroless is Debian's.</summary>
    public static readonly IReadOnlyList<string> UsualFiles =
    [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ];

    /// <summary>Folders with a file for each certificate.</summary>
    public static readonly IReadOnlyList<string> UsualFolders = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

    private TrustedRoots(PemCertificates certificates, string where) => (Certificates, Where) = (certificates, where);

    /// <summary>The certificates.</summary>
    public PemCertificates Certificates { get; }

    /// <summary>Where they are from, as an error says it.</summary>
    public string Where { get; }

    /// <summary>Finds them.</summary>
    /// <param name="variable">The environment's variables.</param>
    /// <param name="under">The folder that the usual places are in.</param>
    /// <exception cref="UntrustedServerException">A variable names what is not there or cannot be read.</exception>
    public static TrustedRoots Find(Func<string, string?> variable, string under = "")
    {
        var file = Value("AWS_CA_BUNDLE") is { } bundle ? ("AWS_CA_BUNDLE", bundle)
            : Value("SSL_CERT_FILE") is { } certificates ? ("SSL_CERT_FILE", certificates)
            : ((string Variable, string Path)?)null;
        var folders = file?.Variable == "AWS_CA_BUNDLE" ? null : Value("SSL_CERT_DIR");
        return file is not null || folders is not null
            ? Named(file, folders)
            : Usual(under) ?? BuiltIn();

        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>The roots that AWS's certificates go back to: https://www.amazontrust.com/repository/.</summary>
    public static TrustedRoots BuiltIn()
    {
        using var resource = typeof(TrustedRoots).Assembly.GetManifestResourceStream("amazon-roots.pem")!;
        var pem = new byte[resource.Length];
        resource.ReadExactly(pem);
        var found = new PemCertificates();
        found.Add(pem);
        return new TrustedRoots(found, "the built-in Amazon roots (no certificates are in " + string.Join(", ", UsualFiles) + ")");
    }

    private static TrustedRoots Named((string Variable, string Path)? file, string? folders)
    {
        var found = new PemCertificates();
        if (file is var (variable, path))
        {
            var whole = Read(path, out var problem) is { } pem
                ? found.Add(pem) && found.Count > 0
                : throw Wrong(variable, path, problem);
            if (!whole)
            {
                throw Wrong(variable, path, found.Count == 0 ? "holds no certificate in PEM" : "holds a block that is no certificate");
            }
        }

        var before = found.Count;
        foreach (var folder in folders?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            AddFolder(found, folder);
        }

        return folders is null || found.Count > before
            ? new TrustedRoots(found, string.Join(" and ", new[] { file?.Path, folders }.OfType<string>()))
            : throw Wrong("SSL_CERT_DIR", folders, "holds no certificate in PEM");
    }

    private static TrustedRoots? Usual(string under)
    {
        var found = new PemCertificates();
        foreach (var path in UsualFiles)
        {
            if (Read(under + path, out _) is { } pem)
            {
                found.Add(pem);
                if (found.Count > 0)
                {
                    return new TrustedRoots(found, path);
                }
            }
        }

        foreach (var folder in UsualFolders)
        {
            AddFolder(found, under + folder);
            if (found.Count > 0)
            {
                return new TrustedRoots(found, folder);
            }
        }

        return null;
    }

    private static void AddFolder(PemCertificates found, string folder)
    {
        try
        {
            foreach (var path in Directory.GetFiles(folder))
            {
                if (Read(path, out _) is { } pem)
                {
                    found.Add(pem);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed has nothing for us.
        }
    }

    private static byte[]? Read(string path, out string problem)
    {
        problem = "cannot be read";
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                problem = Directory.Exists(path) ? "is a folder" : "does not exist";
                return null;
            }

            // A link is followed: most of the usual places are links.
            using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            if (content.Length > MaxFileBytes)
            {
                problem = "is larger than a file of certificates can be";
                return null;
            }

            var pem = new byte[content.Length];
            content.ReadExactly(pem);
            return pem;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static UntrustedServerException Wrong(string variable, string path, string problem) => new(
        ErrorCode.Configuration,
        $"{variable} names '{path}', which {problem}",
        $"{variable} says which certificates are trusted; without it the usual places are looked at, then the built-in Amazon roots");
}
