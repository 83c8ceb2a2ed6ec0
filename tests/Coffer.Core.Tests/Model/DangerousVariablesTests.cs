using Coffer.Core.Model;
using Xunit;

namespace Coffer.Core.Tests.Model;

public sealed class DangerousVariablesTests
{
    // From trying each, and from the lists of sudo and of glibc; '*' is for any ending.
    private const string Listed = """
        LD_* LD_PRELOAD LD_AUDIT LD_LIBRARY_PATH _RLD* DYLD_* LIBPATH SHLIB_PATH LDR_* GLIBC_TUNABLES
        GCONV_PATH GETCONF_DIR LOCPATH NLSPATH MALLOC_* TMPDIR TZDIR TZ HOSTALIASES LOCALDOMAIN RES_OPTIONS
        RESOLV_HOST_CONF NIS_PATH
        PATH BASH_ENV ENV BASH_FUNC_* PROMPT_COMMAND PS4 SHELLOPTS BASHOPTS IFS CDPATH GLOBIGNORE FPATH ZDOTDIR NULLCMD
        READNULLCMD TMPPREFIX SHELL HOME PWD OLDPWD _
        DOTNET_* DOTNET_STARTUP_HOOKS COMPlus_* CORECLR_* ASPNETCORE_* MSBUILD* NUGET_*
        NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED NPM_CONFIG_* ELECTRON_RUN_AS_NODE
        PYTHON* PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONWARNINGS PYTHONBREAKPOINT PYTHONINSPECT PYTHONUSERBASE VIRTUAL_ENV PIP_*
        JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH JAVA_OPTS MAVEN_OPTS GRADLE_OPTS
        PERL5OPT PERL5LIB PERLLIB PERL5DB PERLIO_DEBUG RUBYOPT RUBYLIB BUNDLE_* GEM_* PHPRC PHP_INI_SCAN_DIR
        LUA_INIT* LUA_PATH LUA_CPATH LUA_PATH_5_4 LUA_CPATH_5_4 ERL_FLAGS ERL_AFLAGS ERL_LIBS GODEBUG GOTRACEBACK RUSTC_WRAPPER
        GIT_* GIT_SSH_COMMAND GIT_CONFIG_COUNT GIT_EXTERNAL_DIFF SSH_ASKPASS PAGER LESSOPEN LESSCLOSE MANPAGER EDITOR VISUAL
        BROWSER TERMINFO* TERMCAP TERMPATH
        OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSLKEYLOGFILE
        HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY KRB5_CONFIG* KRB5_KTNAME
        AWS_ENDPOINT_URL* AWS_CA_BUNDLE AWS_PROFILE AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_CONTAINER_*
        AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN AWS_EC2_METADATA_* AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
        ECS_* KUBERNETES_* LISTEN_FDS LISTEN_PID NOTIFY_SOCKET CREDENTIALS_DIRECTORY COFFER_*
        """;

    [Fact]
    public void Every_listed_name_is_dangerous_in_any_case()
    {
        var names = Listed.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(144, names.Length);
        Assert.All(names, pattern =>
        {
            string[] endings = pattern.EndsWith('*') ? ["X", "ANY_THING", ""] : [""];
            foreach (var name in endings.Select(ending => pattern.TrimEnd('*') + ending))
            {
                Assert.True(DangerousVariables.Contains(name), name);
                Assert.True(DangerousVariables.Contains(name.ToUpperInvariant()), name);
                Assert.True(DangerousVariables.Contains(name.ToLowerInvariant()), name);
            }
        });
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS")]
    [InlineData("NEW_RELIC_LICENSE_KEY")]
    [InlineData("DD_API_KEY")]
    [InlineData("SENTRY_DSN")]
    [InlineData("DB_PASSWORD")]
    [InlineData("API_KEY")]
    [InlineData("MY_PATH")]
    [InlineData("PATHS")]
    [InlineData("HOMEPAGE")]
    [InlineData("ENVIRONMENT")]
    [InlineData("LDAP_PASSWORD")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("GITLAB_TOKEN")]
    [InlineData("AWS_REGION")]
    [InlineData("_2FA")]
    [InlineData("TZ_OFFSET")]
    [InlineData("COFFERS")]
    [InlineData("GEMINI_API_KEY")]
    [InlineData("PIPEDRIVE_TOKEN")]
    [InlineData("ConnectionStrings__Default")]
    public void Names_that_secrets_have_are_not(string name) => Assert.False(DangerousVariables.Contains(name));
}
