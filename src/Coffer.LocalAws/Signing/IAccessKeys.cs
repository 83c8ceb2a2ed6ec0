namespace Coffer.LocalAws.Signing;

/// <summary>The access keys that this server takes.</summary>
internal interface IAccessKeys
{
    /// <summary>Null for an id that is not known.</summary>
    AccessKey? Find(string accessKeyId);
}
