using Coffer.Configuration.Loading;
using Coffer.Configuration.Observing;

namespace Coffer;

/// <summary>
/// Opens secrets as bytes: certificates, keys, anything that is no text or must not stay in memory. Nothing is kept: each
/// call asks S3 and KMS again. For any number of threads.
/// </summary>
public sealed class CofferClient : IDisposable
{
    private readonly SecretAccess access;
    private readonly LoadObserver observer;
    private readonly CancellationTokenSource disposing = new();
    private int disposed;

    /// <summary>Makes a client; nothing is asked yet.</summary>
    /// <param name="options">Where the secrets are; null and what is not set: the variables <c>COFFER_*</c>.</param>
    /// <exception cref="CofferException"><see cref="ErrorCode.Configuration"/>: an option or a variable cannot be used.</exception>
    public CofferClient(CofferOptions? options = null)
    {
        options ??= new CofferOptions();
        observer = new LoadObserver(options.LoggerFactory);
        access = new SecretAccess(options, System.Environment.GetEnvironmentVariable);
    }

    /// <summary>
    /// Opens one secret: a GetObject and a Decrypt.
    /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    /// https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
    /// </summary>
    /// <param name="name">The name within the service, for example <c>tls/server.key</c>.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The value, byte for byte; the caller disposes of it.</returns>
    /// <exception cref="CofferException">
    /// It cannot be opened, and <see cref="CofferException.Code"/> says whose fault it is; or it took longer than <see
    /// cref="CofferOptions.Timeout"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> has ended it.</exception>
    /// <exception cref="ObjectDisposedException">The client has been disposed of, before or meanwhile.</exception>
    public Task<SecretValue> OpenAsync(string name, CancellationToken cancellationToken = default) => RunAsync(
        static _ => 1, stop => SecretOpening.OneAsync(access.Origin(), name, stop), cancellationToken).ForCaller();

    /// <summary>
    /// Opens all secrets of the service, several at a time: all of them, or none. A ListObjectsV2 for each 1,000, then a GetObject and a
    /// Decrypt for each; of a pinned release one GetObject, and the Decrypts.
    /// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
    /// </summary>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>The values, byte for byte; the caller disposes of the collection.</returns>
    /// <exception cref="CofferException">One cannot be opened, or there is none; or it took longer than <see
    /// cref="CofferOptions.Timeout"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> has ended it.</exception>
    /// <exception cref="ObjectDisposedException">The client has been disposed of, before or meanwhile.</exception>
    public Task<SecretCollection> OpenAllAsync(CancellationToken cancellationToken = default) => RunAsync(
        static values => values.Count, stop => SecretOpening.AllAsync(access.Origin(), stop), cancellationToken).ForCaller();

    /// <summary>Ends what is still being opened, and closes the connections. Opened values stay the callers'.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            disposing.Cancel();
            access.Dispose();
            disposing.Dispose();
        }
    }

    private async Task<T> RunAsync<T>(Func<T, int> count, Func<CancellationToken, Task<T>> open, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(disposing.IsCancellationRequested, this);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, disposing.Token);
        try
        {
            return await observer.ObserveAsync(LoadKind.Open, access, count, open, stop.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception) when (disposing.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(CofferClient));
        }
        catch (Exception exception)
        {
            throw access.Gate.Of(exception);
        }
    }
}
