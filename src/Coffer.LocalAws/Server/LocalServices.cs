using Coffer.LocalAws.Ecs;
using Coffer.LocalAws.Iam;
using Coffer.LocalAws.Kms;
using Coffer.LocalAws.S3;
using Coffer.LocalAws.Sts;

namespace Coffer.LocalAws.Server;

/// <summary>The services behind the port.</summary>
internal sealed record LocalServices(KmsService Kms, StsService Sts, S3Service S3, IamService Iam, EcsService Ecs);
