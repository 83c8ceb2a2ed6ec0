using Coffer.Core.Model;

namespace Coffer.Core.Ports;

/// <summary>What a key is called. Every failure is a <see cref="CofferException"/>.</summary>
internal interface IKeyNames
{
    /// <summary>
    /// The ARN of the key that an id, an alias or an alias's ARN names:
    /// https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
    /// </summary>
    Task<KeyName> ArnOfAsync(KeyName key, CancellationToken cancellation);
}
