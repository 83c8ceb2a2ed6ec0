using Coffer.LocalAws.Enforcement;
using Coffer.LocalAws.Services.Iam;
using Coffer.LocalAws.Services.Kms;
using Coffer.LocalAws.Services.Sts;
using Coffer.LocalAws.State;

namespace Coffer.LocalAws.Services;

/// <summary>What services are made of, and what of one another they use.</summary>
internal sealed class ServiceParts
{
    public ServiceParts(Options options, TimeProvider clock, IStateStore state, StateDisk disk)
    {
        (Options, Clock, State, Disk) = (options, clock, state, disk);
        Sessions = new SessionStore(clock, state);
        Iam = new IamStore(state);
        AccessKeys = new AccessKeys(options.AccountId, Iam, Sessions, clock);
        Callers = new CallerPolicies(Iam, Sessions);
        Enforcer = new Enforcer(options, clock, Callers, Sessions);
        Ecs = new ResourceStore(state, "ecs-resources");
        Keys = new KeyDirectory(new KeyStore(state, clock), new GrantStore(state));
    }

    public Options Options { get; }

    public TimeProvider Clock { get; }

    public IStateStore State { get; }

    public StateDisk Disk { get; }

    public SessionStore Sessions { get; }

    public IamStore Iam { get; }

    public AccessKeys AccessKeys { get; }

    public CallerPolicies Callers { get; }

    public Enforcer Enforcer { get; }

    public ResourceStore Ecs { get; }

    public KeyDirectory Keys { get; }
}
