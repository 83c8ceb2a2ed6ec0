using Coffer.LocalAws.Services;

namespace Coffer.LocalAws.Testing;

/// <summary>A request that the cloud has answered: who asked for what, and what became of it. It has no value in it.</summary>
public sealed class LocalCall
{
    internal LocalCall(AwsRequest request)
    {
        Principal = request.CallerOrNull?.Arn ?? "";
        Role = request.Session?.RoleArn is { } role ? role[(role.LastIndexOf('/') + 1)..] : null;
        Action = $"{request.Service.Name}:{request.Action}";
        Resource = request.Resource;
        EncryptionContext = new Dictionary<string, string>(request.EncryptionContext);
        Error = request.Error?.Code;
        IsDenied = request.Decision is { IsAllowed: false };
        Reason = request.Decision?.Reason;
    }

    /// <summary>The ARN of who asked; empty for somebody who is not known.</summary>
    public string Principal { get; }

    /// <summary>The role's name; null for who is no role.</summary>
    public string? Role { get; }

    /// <summary>The service and AWS's name of the action: <c>kms:Decrypt</c>, <c>s3:ListObjectsV2</c>.</summary>
    public string Action { get; }

    /// <summary>The ARN of what it is about; null where that is nothing of its own.</summary>
    public string? Resource { get; }

    /// <summary>The encryption context of KMS; empty without one.</summary>
    public IReadOnlyDictionary<string, string> EncryptionContext { get; }

    /// <summary>The code of the error that it ended in; null where it was done.</summary>
    public string? Error { get; }

    /// <summary>Whether policies refused it.</summary>
    public bool IsDenied { get; }

    /// <summary>Which statement decided, or what was missing; null where policies do not decide.</summary>
    public string? Reason { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Role ?? Principal} {Action} {Resource}{string.Concat(EncryptionContext.Select(pair => $" {pair.Key}={pair.Value}"))} "
            + (IsDenied ? $"denied: {Reason}" : Error ?? "done");
}
