using System.Xml;
using Coffer.LocalAws.Iam.Storage;
using Coffer.LocalAws.Query;
using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Iam;

/// <summary>AWS IAM, query protocol: https://docs.aws.amazon.com/IAM/latest/APIReference/welcome.html. Kept and given back; nothing is enforced.</summary>
internal sealed class IamService(string accountId, TimeProvider clock, IamStore store)
{
    private readonly Lock turn = new();

    public async Task HandleAsync(AwsCall call, QueryParameters parameters)
    {
        if (!ActionTable.Actions.TryGetValue(parameters.Action, out var action))
        {
            throw new AwsException(400, "InvalidAction", $"coffer-local does not serve the IAM action '{parameters.Action}'");
        }

        await QueryAnswer.SendAsync(call, parameters.Action, QueryAnswer.IamNamespace, answer => Answer(action, parameters, answer));
    }

    private void Answer(IamAction action, QueryParameters parameters, XmlWriter answer)
    {
        lock (turn)
        {
            action(new IamRequest(parameters, store, accountId, DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds())), answer);
        }
    }
}
