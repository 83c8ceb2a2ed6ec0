using System.Collections.Frozen;

namespace Coffer.Core.Model;

/// <summary>
/// Variables that change how programs start, resolve names, trust servers or reach AWS. Whoever may add a secret must
/// not thereby run code: such a name is refused unless it is allowed by name. The list is from sudo's and glibc's own
/// lists and from trying each (docs/threat-model.md); it can never be complete.
/// </summary>
internal static class DangerousVariables
{
    private static readonly FrozenSet<string> Names = Set(
        // dynamic loader and C library
        "LIBPATH", "SHLIB_PATH", "GLIBC_TUNABLES", "GCONV_PATH", "GETCONF_DIR", "LOCPATH", "NLSPATH", "TMPDIR", "TZDIR",
        "TZ", "HOSTALIASES", "LOCALDOMAIN", "RES_OPTIONS", "RESOLV_HOST_CONF", "NIS_PATH",
        // shells
        "PATH", "BASH_ENV", "ENV", "PROMPT_COMMAND", "PS4", "SHELLOPTS", "BASHOPTS", "IFS", "CDPATH", "GLOBIGNORE",
        "FPATH", "ZDOTDIR", "NULLCMD", "READNULLCMD", "TMPPREFIX", "SHELL", "HOME", "PWD", "OLDPWD", "_",
        // node, python, java, perl, ruby, php, lua, erlang, go, rust
        "NODE_OPTIONS", "NODE_PATH", "NODE_EXTRA_CA_CERTS", "NODE_TLS_REJECT_UNAUTHORIZED", "ELECTRON_RUN_AS_NODE",
        "VIRTUAL_ENV", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH", "JAVA_OPTS", "MAVEN_OPTS",
        "GRADLE_OPTS", "PERLLIB", "PERLIO_DEBUG", "RUBYOPT", "RUBYLIB", "PHPRC", "PHP_INI_SCAN_DIR", "ERL_FLAGS", "ERL_AFLAGS", "ERL_LIBS", "GODEBUG", "GOTRACEBACK", "RUSTC_WRAPPER",
        // pagers, editors, terminals
        "SSH_ASKPASS", "PAGER", "LESSOPEN", "LESSCLOSE", "MANPAGER", "EDITOR", "VISUAL", "BROWSER", "TERMCAP", "TERMPATH",
        // trust and network
        "OPENSSL_CONF", "OPENSSL_MODULES", "OPENSSL_ENGINES", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE",
        "CURL_CA_BUNDLE", "SSLKEYLOGFILE", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "KRB5_KTNAME",
        // AWS and the host
        "AWS_CA_BUNDLE", "AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_ROLE_ARN", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "LISTEN_FDS", "LISTEN_PID",
        "NOTIFY_SOCKET", "CREDENTIALS_DIRECTORY");

    private static readonly string[] Prefixes =
    [
        "LD_", "_RLD", "DYLD_", "LDR_", "MALLOC_", "BASH_FUNC_", "DOTNET_", "COMPLUS_", "CORECLR_", "ASPNETCORE_",
        "MSBUILD", "NUGET_", "NPM_CONFIG_", "PYTHON", "PIP_", "PERL5", "BUNDLE_", "GEM_", "LUA_INIT", "LUA_PATH", "LUA_CPATH", "GIT_", "TERMINFO",
        "KRB5_CONFIG", "AWS_ENDPOINT_URL", "AWS_CONTAINER_", "AWS_EC2_METADATA_", "ECS_", "KUBERNETES_", "COFFER_",
    ];

    /// <summary>Whether a variable is on the list, in any case: some programs read these names in lower case too.</summary>
    public static bool Contains(string name)
    {
        var upper = name.ToUpperInvariant();
        return Names.Contains(upper) || Array.Exists(Prefixes, prefix => upper.StartsWith(prefix, StringComparison.Ordinal));
    }

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
