namespace Coffer.LocalAws.S3;

/// <summary>What S3 needs to know of the server's options.</summary>
/// <param name="DataFolder">Where buckets and objects are kept; null keeps them in memory.</param>
/// <param name="Disk">What writes there.</param>
internal sealed record S3Options(string? DataFolder, State.Disk Disk);
