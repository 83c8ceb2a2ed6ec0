namespace Coffer.LocalAws.Services.S3.Storage;

/// <summary>One of a bucket's settings as it is given back.</summary>
/// <param name="Document">The XML, or a policy's JSON.</param>
/// <param name="Headers">What the answer carries besides.</param>
internal sealed record StoredSetting(string Document, IReadOnlyDictionary<string, string>? Headers = null);
