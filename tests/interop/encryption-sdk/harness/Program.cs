using Coffer;
using Coffer.Aws;
using Coffer.Core.Model;

if (args is not ["seal" or "open", var name, var keys, var from, var to])
{
    await Console.Error.WriteLineAsync("usage: coffer-interop-harness seal|open ADDRESS KEY[,KEY…] FROM TO");
    return 2;
}

try
{
    var address = SecretAddress.Parse(name);
    var policy = new SealingPolicy([.. keys.Split(',').Select(key => KeyName.Parse(key, "KEY"))], Binding.Bound, FormatChoice.Envelope);
    using var access = new AwsAccess(Environment.GetEnvironmentVariable);
    using var aws = AwsConnection.Open(access, null, null);
    var content = await File.ReadAllBytesAsync(from);
    if (args[0] == "seal")
    {
        using var value = SecretValue.CopyOf(content);
        await File.WriteAllBytesAsync(to, await aws.Keys.SealAsync(address, value, policy, CancellationToken.None));
    }
    else
    {
        using var value = await aws.Keys.OpenAsync(address, content, policy, CancellationToken.None);
        await File.WriteAllBytesAsync(to, value.Reveal().ToArray());
    }

    return 0;
}
catch (CofferException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Code}: {exception.Message}");
    return 1;
}
