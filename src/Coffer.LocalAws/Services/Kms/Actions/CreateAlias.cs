using System.Text.Json;
using Coffer.LocalAws.Protocols;

namespace Coffer.LocalAws.Services.Kms.Actions;

/// <summary>https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html</summary>
internal static class CreateAlias
{
    public static void Handle(KmsRequest request, Utf8JsonWriter answer)
    {
        var name = AliasName.Read(request.Parameters);
        var key = request.ChangeableKey("TargetKeyId");
        if (request.Keys.FindAlias(request.Region, name) is { } taken)
        {
            throw new AwsException(400, "AlreadyExistsException", $"An alias with the name {taken.Arn} already exists");
        }

        request.Keys.PutAlias(new KmsAlias
        {
            Name = name,
            Region = request.Region,
            AccountId = request.AccountId,
            TargetKeyId = key.Id,
            Created = request.Now,
            Updated = request.Now,
        });
    }
}
