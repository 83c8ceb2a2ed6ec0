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
        foreach (
            var name in Asking(folder, () => Disk.Own.KindOf(folder, followLinks: true) == FileKind.Folder ? Disk.Own.NamesIn(folder) : []))
        {
            if (Read(Path.Combine(folder, name), out _) is { } pem)
            {
                found.Add(pem);
            }
        }
    }

    private static byte[]? Read(string path, out string problem)
    {
        // A link is followed: most of the usual places are links.
        var kind = Asking(path, () => Disk.Own.KindOf(path, followLinks: true));
        problem = kind switch
        {
            FileKind.Missing => "does not exist",
            FileKind.Folder => "is a folder",
            _ => "is no regular file",
        };
        if (kind != FileKind.File)
        {
            return null;
        }

        var pem = Asking(path, () =>
        {
            using var file = Disk.Own.Open(path, followLinks: true);
            if (file.Length > MaxFileBytes)
            {
                return null;
            }

            var content = new byte[file.Length];
            return content[..file.Fill(content)];
        });
        problem = "is larger than a file of certificates can be";
        return pem;
    }

    // What cannot be looked at is not passed over: other servers would be trusted than the author of the file meant.
    private static T Asking<T>(string path, Func<T> question)
    {
        try
        {
            return question();
        }
        catch (Exception exception) when (FileTrouble.Is(exception))
        {
            throw new UntrustedServerException(
                ErrorCode.Denied,
                $"the certificates in '{path}' cannot be read: {FileTrouble.Cause(exception)}",
                "no server is trusted before they are: look at the owner and mode, or name others with AWS_CA_BUNDLE");
        }
    }

    private static UntrustedServerException Wrong(string variable, string path, string problem) => new(
        ErrorCode.Configuration,
        $"{variable} names '{path}', which {problem}",
        $"{variable} says which certificates are trusted; without it the usual places are looked at, then the built-in Amazon roots");
}
