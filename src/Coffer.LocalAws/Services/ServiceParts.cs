using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Services.Kms;
using Coffer.LocalAws.Services.Sts;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services;

/// <summary>What services are made of, and what of one another they use.</summary>
internal sealed class ServiceParts(Options options, TimeProvider clock, IStateStore state, StateDisk disk)
{
    public Options Options => options;

    public TimeProvider Clock => clock;

    public IStateStore State => state;

    public StateDisk Disk => disk;

    public SessionStore Sessions { get; } = new(options, clock, state);

    public IamStore Iam { get; } = new(state);

    public KeyDirectory Keys { get; } = new(options, new KeyStore(state, clock));
}
