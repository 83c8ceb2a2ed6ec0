using Coffer.LocalAws.Query;
using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Sts;

/// <summary>What an action works on.</summary>
internal sealed record StsRequest(QueryParameters Parameters, Caller Caller, DateTimeOffset Now);
