namespace Coffer.Core.UseCases.Moving;

/// <summary>Seals a ciphertext, which stays where it is, for another address than the one that it was sealed for.</summary>
internal static class Rebinding
{
    /// <summary>The ciphertext for the right end.</summary>
    /// <returns>Null where it opens there already.</returns>
    public static async Task<byte[]?> SealAgainAsync(byte[] ciphertext, MoveEnd wrong, MoveEnd right, CancellationToken cancellation)
    {
        try
        {
            return await SecretMover.SealAgainAsync(ciphertext, wrong, right, cancellation).ConfigureAwait(false);
        }
        catch (CofferException failure) when (failure.Code == ErrorCode.Malformed)
        {
            if (await OpensAsync(ciphertext, right, cancellation).ConfigureAwait(false))
            {
                return null;
            }

            throw;
        }
    }

    /// <summary>Whether a ciphertext opens at an end, as KMS says; where it can, it is not opened for that.</summary>
    public static async Task<bool> OpensAsync(byte[] ciphertext, MoveEnd right, CancellationToken cancellation)
    {
        try
        {
            _ = await SecretMover.SealAgainAsync(ciphertext, right, right, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (CofferException failure) when (failure.Code == ErrorCode.Malformed)
        {
            return false;
        }
    }
}
