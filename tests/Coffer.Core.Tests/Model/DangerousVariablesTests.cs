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

    private const string Steering = """
        TAR_OPTIONS MAKEFLAGS GREP_OPTIONS LESS LESSKEY VIMINIT EXINIT EMACSLOADPATH GNUPGHOME CARGO_HOME CARGO_BUILD_RUSTC_WRAPPER RUSTFLAGS
        RUSTDOCFLAGS RUSTUP_TOOLCHAIN GOFLAGS GOPATH GOROOT GOPROXY GOTOOLCHAIN GOENV CGO_CFLAGS CFLAGS CXXFLAGS LDFLAGS CPPFLAGS CC CXX CPATH LIBRARY_PATH
        C_INCLUDE_PATH COMPILER_PATH GCC_EXEC_PREFIX PKG_CONFIG_PATH ACLOCAL_PATH CMAKE_PREFIX_PATH CMAKE_TOOLCHAIN_FILE MAKEFILES CONFIG_SITE NINJA_STATUS
        YARN_RC_FILENAME YARN_PLUGINS PNPM_HOME COREPACK_NPM_REGISTRY BUN_INSTALL BUN_OPTIONS DENO_DIR UV_INDEX_URL POETRY_HOME PIPENV_PIPFILE CONDA_PREFIX PIP_INDEX_URL
        COMPOSER_HOME MAVEN_ARGS GRADLE_USER_HOME SBT_OPTS JVM_OPTS KAFKA_OPTS KAFKA_HEAP_OPTS CATALINA_OPTS ES_JAVA_OPTS HADOOP_OPTS SPARK_SUBMIT_OPTS ANT_OPTS LEIN_JVM_OPTS
        JAVA_HOME JDK_HOME CURL_HOME WGETRC INPUTRC SCREENRC PGSERVICEFILE PGOPTIONS PGPASSFILE PGSYSCONFDIR PSQLRC PSQL_PAGER PSQL_EDITOR MYSQL_HOME LIBMYSQL_PLUGINS ODBCINI
        TNS_ADMIN ORACLE_HOME RSYNC_RSH CVS_RSH SVN_SSH HGRCPATH SSH_AUTH_SOCK SUDO_ASKPASS SUDO_EDITOR DISPLAY XAUTHORITY XDG_CONFIG_HOME XDG_DATA_DIRS
        DBUS_SESSION_BUS_ADDRESS GTK_MODULES GTK_PATH GIO_EXTRA_MODULES GST_PLUGIN_PATH QT_PLUGIN_PATH QML2_IMPORT_PATH GI_TYPELIB_PATH GDK_PIXBUF_MODULE_FILE
        LIBGL_DRIVERS_PATH VK_ICD_FILENAMES VK_LAYER_PATH OCL_ICD_VENDORS ALSA_CONFIG_PATH MAGICK_CONFIGURE_PATH FONTCONFIG_FILE SASL_PATH GSS_MECH_CONFIG LDAPCONF LDAPTLS_CACERT
        SOFTHSM2_CONF PKCS11_MODULE_PATH GNUTLS_SYSTEM_PRIORITY_FILE KUBECONFIG DOCKER_HOST DOCKER_CONFIG BUILDKIT_HOST HELM_PLUGINS TF_CLI_CONFIG_FILE TF_CLI_ARGS_plan TF_PLUGIN_CACHE_DIR
        ANSIBLE_CONFIG ANSIBLE_LIBRARY CLOUDSDK_CONFIG AZURE_CONFIG_DIR BOTO_CONFIG AWS_PAGER AWS_DATA_PATH AWS_SDK_LOAD_CONFIG AWS_STS_REGIONAL_ENDPOINTS
        OTEL_CONFIG_FILE OTEL_JAVAAGENT_EXTENSIONS OTEL_DOTNET_AUTO_HOME OTEL_PYTHON_CONFIGURATOR OTEL_TRACES_EXPORTER OTEL_PROPAGATORS
        NODE_V8_COVERAGE NODE_REPL_EXTERNAL_MODULE TS_NODE_PROJECT ELECTRON_OVERRIDE_DIST_PATH PERL5SHELL PERL_UNICODE RUBYPATH RUBYGEMS_GEMDEPS XDEBUG_CONFIG ERL_ZFLAGS R_LIBS_USER
        R_PROFILE_USER TCLLIBPATH JULIA_LOAD_PATH GUILE_LOAD_PATH OCAMLRUNPARAM GHC_PACKAGE_PATH AWKPATH FZF_DEFAULT_COMMAND
        RIPGREP_CONFIG_PATH XZ_DEFAULTS ZIPOPT UNZIP GZIP BZIP2 MANPATH MANROFFOPT VIMRUNTIME MESA_LOADER_DRIVER_OVERRIDE ASAN_OPTIONS VALGRIND_OPTS SOCKS_SERVER FTP_PROXY
        WATCHDOG_USEC SYSTEMD_PAGER COMPOSE_FILE
        """;

    // What steers programs by design: refused, and rightly so.
    private const string Rightly = """
        ASPNETCORE_ENVIRONMENT ASPNETCORE_URLS AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY DJANGO_SETTINGS_MODULE DOCKER_BUILDKIT ENV NODE_OPTIONS PYTHONUNBUFFERED
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
                Assert.True(IsDangerous(name), name);
                Assert.True(IsDangerous(name.ToUpperInvariant()), name);
                Assert.True(IsDangerous(name.ToLowerInvariant()), name);
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
    public void Names_that_secrets_have_are_not(string name) => Assert.False(IsDangerous(name));

    // Each from its program's manual, and none of them a witness in the table: the kinds are what finds them.
    [Fact]
    public void Names_that_steer_programs_are_found_by_their_kind()
    {
        var names = Steering.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(175, names.Length);
        Assert.Equal([], names.Where(name => !IsDangerous(name)));
    }

    [Fact]
    public void Each_kind_has_a_reason_and_a_witness_that_is_its_own()
    {
        Assert.Equal(28, DangerousVariables.Kinds.Count);
        Assert.All(DangerousVariables.Kinds, kind =>
        {
            Assert.True(kind.Has(kind.Witness), kind.Witness);
            Assert.Contains(" it", $" {kind.Reason}", StringComparison.Ordinal);
            Assert.All(
                kind.Patterns,
                pattern => Assert.True(
                    pattern.Count(c => c == '*') <= 1 && pattern.Trim('*').Length > 0 && !pattern.Any(char.IsLower), pattern));
        });
    }

    // The names of variables in public .env.example and docker-compose files (34 whole, of the others an excerpt), each once; no other text
    // of theirs.
    [Fact]
    public void Ordinary_names_are_hardly_ever_refused()
    {
        var names = File.ReadAllLines(
            Path.Combine(AppContext.BaseDirectory, "Model", "ordinary-names.txt")).Where(line => !line.StartsWith('#')).ToList();
        Assert.Equal(696, names.Count);
        Assert.Equal(names.Count, names.Distinct().Count());
        var refused = names.Where(IsDangerous).ToList();
        var wrongly = refused.Except(Rightly.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal("HOSTNAME_COMMAND PYTHON_PORT TLS_INSECURE_SKIP_VERIFY TRUST_PROXY", string.Join(' ', wrongly));
        Assert.True(wrongly.Count * 100 <= names.Count);
    }

    private static bool IsDangerous(string name) => DangerousVariables.KindOf(name) is not null;
}
