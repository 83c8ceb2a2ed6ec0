namespace Coffer.LocalAws.Services.Kms;

/// <summary>https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html</summary>
internal enum KeyState
{
    Enabled,
    Disabled,
    PendingDeletion,
}
