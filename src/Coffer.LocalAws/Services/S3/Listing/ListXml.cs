using Coffer.LocalAws.Services.S3.Objects;
using Coffer.LocalAws.Services.S3.Xml;

namespace Coffer.LocalAws.Services.S3.Listing;

/// <summary>What the answers of the three listings have in common.</summary>
internal static class ListXml
{
    public static void WriteShared(S3Xml xml, ListParameters parameters, ListPage page) => xml
        .Element("MaxKeys", parameters.MaxKeys)
        .Element("Delimiter", parameters.Delimiter.Length == 0 ? null : parameters.Encode(parameters.Delimiter))
        .Element("EncodingType", parameters.IsUrlEncoded ? "url" : null)
        .Element("IsTruncated", page.IsTruncated);

    /// <param name="xml">The answer.</param>
    /// <param name="parameters">The request's parameters.</param>
    /// <param name="page">What to write.</param>
    /// <param name="owner">The account to show as owner; null for none.</param>
    public static void WriteContents(S3Xml xml, ListParameters parameters, ListPage page, string? owner)
    {
        foreach (var (version, _) in page.Items)
        {
            xml.Element("Contents", element =>
            {
                element.Element("Key", parameters.Encode(version.Key)).Element("LastModified", version.LastModified);
                WriteObject(element, version);
                WriteOwner(element, owner);
            });
        }
    }

    public static void WriteObject(S3Xml xml, ObjectVersion version) => xml
        .Element("ETag", version.QuotedETag)
        .Element("ChecksumAlgorithm", version.ChecksumAlgorithm)
        .Element("ChecksumType", version.ChecksumType)
        .Element("Size", version.Size)
        .Element("StorageClass", StorageClass.NameOf(version));

    public static void WriteOwner(S3Xml xml, string? owner)
    {
        if (owner is not null)
        {
            xml.Element("Owner", element => element.Element("ID", CanonicalUser.IdOf(owner)));
        }
    }

    public static void WriteCommonPrefixes(S3Xml xml, ListParameters parameters, IReadOnlyList<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            xml.Element("CommonPrefixes", element => element.Element("Prefix", parameters.Encode(prefix)));
        }
    }
}
