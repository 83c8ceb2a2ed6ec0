using Coffer.Core.Model;

namespace Coffer.Cli;

/// <summary>
/// A place in S3: <c>s3://bucket/service/name</c>, <c>s3://bucket/service</c> or <c>s3://bucket</c>.
/// </summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Path">What follows it, without slashes at its ends; may be empty.</param>
internal sealed record RemoteAddress(string Bucket, string Path)
{
    private const string Scheme = "s3://";

    /// <summary>Whether a text means S3 rather than the repository.</summary>
    public static bool Is(string text) => text.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>Reads a place in S3.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="mayBePattern">Whether what follows the bucket may have stars: <see cref="AddressPattern"/>.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Usage"/> where it is none.</exception>
    public static RemoteAddress Parse(string text, bool mayBePattern = false)
    {
        var rest = text[Scheme.Length..].TrimEnd('/');
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? rest : rest[..slash];
        var path = slash < 0 ? "" : rest[(slash + 1)..];
        var problem = bucket.Length == 0
            ? "it names no bucket"
            : AddressGrammar.SegmentProblem(bucket, typed: true) ?? (
                path.Length == 0 ? null
                : mayBePattern ? AddressPattern.Problem(path)
                : AddressGrammar.PathProblem(path, typed: true));
        return problem is null
            ? new RemoteAddress(bucket, path)
            : throw new CofferException(
                ErrorCode.Usage,
                $"what begins with '{Scheme}' is not a place in S3: {problem}",
                "write s3://<bucket>/<service>/<name>, for example 's3://staging-secrets/api/db-password'");
    }

    /// <inheritdoc/>
    public override string ToString() => Path.Length == 0 ? $"{Scheme}{Bucket}" : $"{Scheme}{Bucket}/{Path}";
}
