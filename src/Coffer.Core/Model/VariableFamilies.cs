namespace Coffer.Core.Model;

/// <summary>
/// The kinds of <see cref="DangerousVariables"/>: from the lists of sudo and glibc, from the programs' own manuals, and from
/// trying. What may be a secret of an ordinary service (<c>NPM_TOKEN</c>, <c>OTEL_EXPORTER_OTLP_HEADERS</c>) is left out.
/// </summary>
internal static class VariableFamilies
{
    /// <summary>The loader, the C library, shells, and what starts a process.</summary>
    public static IReadOnlyList<VariableKind> OfSystem { get; } =
    [
        new("it loads libraries into every program", "LD_PRELOAD",
            "LD_*", "_RLD*", "DYLD_*", "LDR_*", "LIBPATH", "SHLIB_PATH", "GLIBC_TUNABLES", "MALLOC_*", "GCONV_PATH", "GETCONF_DIR",
            "LIBC_*"),
        new("the C library reads it", "HOSTALIASES",
            "LOCPATH", "NLSPATH", "TMPDIR", "TMP", "TEMP", "TEMPDIR", "TZDIR", "TZ", "HOSTALIASES", "LOCALDOMAIN", "RES_OPTIONS",
            "RESOLV_*", "NIS_PATH", "POSIXLY_CORRECT"),
        new("shells read it", "BASH_ENV",
            "PATH", "BASH", "BASH_*", "BASHOPTS", "SHELLOPTS", "SHELL", "ENV", "PROMPT_COMMAND", "PS0", "PS1", "PS2", "PS3", "PS4",
            "IFS", "CDPATH", "GLOBIGNORE",
            "FPATH", "FIGNORE", "ZDOTDIR", "ZSH_*", "NULLCMD", "READNULLCMD", "TMPPREFIX", "FCEDIT", "HISTFILE", "INPUTRC", "HOME",
            "PWD", "OLDPWD", "USER", "LOGNAME", "_"),
        new("a program's starter or supervisor reads it", "LISTEN_FDS",
            "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "NOTIFY_SOCKET", "WATCHDOG_*", "CREDENTIALS_DIRECTORY", "SYSTEMD_*", "SUDO_*",
            "XDG_*", "DBUS_*",
            "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "TERMCAP", "TERMPATH", "TERMINFO*"),
        new("Coffer or its container reads it", "COFFER_BUCKET", "COFFER_*", "SECRETS_BUCKET_NAME"),
        new("AWS's tools and SDKs read it", "AWS_ENDPOINT_URL",
            "AWS_ENDPOINT_URL*", "AWS_CA_BUNDLE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_*",
            "AWS_WEB_IDENTITY_*", "AWS_ROLE_*",
            "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_*",
            "AWS_CONTAINER_*", "AWS_EC2_*", "AWS_METADATA_*",
            "AWS_SDK_*", "AWS_CLI_*", "AWS_LAMBDA_*", "AWS_EXECUTION_ENV", "AWS_STS_*", "AWS_SSO_*", "AWS_CSM_*", "AWS_DATA_PATH",
            "AWS_PAGER",
            "AWS_IGNORE_*", "AWS_DEFAULTS_MODE", "AWS_RETRY_MODE", "AWS_MAX_ATTEMPTS", "AWS_USE_DUALSTACK_*", "AWS_USE_FIPS_*",
            "AWS_S3_DISABLE_*", "AWS_S3_USE_*",
            "AWS_AUTH_SCHEME_*", "AWS_SIGV4A_*", "AWS_SIGNIN_*", "AWS_LOGIN_*", "ECS_*", "BOTO_*"),
        new("the orchestrator's clients read it", "KUBERNETES_SERVICE_HOST",
            "KUBERNETES_*", "KUBECONFIG", "KUBE_EDITOR", "DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "DOCKER_CERT_PATH",
            "DOCKER_TLS*", "DOCKER_BUILDKIT", "BUILDKIT_*",
            "BUILDX_*", "CONTAINERD_*", "CONTAINER_HOST", "COMPOSE_FILE", "COMPOSE_PATH_SEPARATOR", "COMPOSE_ENV_FILES", "HELM_*",
            "ECS_*"),
    ];

    /// <summary>Languages and what runs them.</summary>
    public static IReadOnlyList<VariableKind> OfRuntimes { get; } =
    [
        new(".NET reads it", "DOTNET_STARTUP_HOOKS", "DOTNET_*", "COMPLUS_*", "CORECLR_*", "COR_*", "ASPNETCORE_*", "MSBUILD*",
            "NUGET_*", "MONO_*"),
        new("Node reads it", "NODE_OPTIONS",
            "NODE_OPTIONS", "NODE_PATH", "NODE_EXTRA_*", "NODE_TLS_*", "NODE_V8_*", "NODE_REPL_*", "NODE_ICU_*", "NODE_COMPILE_*",
            "NODE_DEBUG*", "NODE_PENDING_*", "NODE_USE_*",
            "NODE_REDIRECT_*", "NODE_PRESERVE_*", "NODE_CHANNEL_*", "NODE_DISABLE_*", "NODE_SKIP_*", "NODE_TEST_*", "NODE_UNIQUE_ID",
            "TS_NODE_*", "TSX_*", "ELECTRON_*", "BUN_*", "DENO_*"),
        new("Python reads it", "PYTHONPATH", "PYTHON*", "VIRTUAL_ENV", "__PYVENV*", "JUPYTER_*", "IPYTHON*", "DJANGO_SETTINGS_MODULE"),
        new("Java reads it", "JAVA_TOOL_OPTIONS", "JAVA_*", "JDK_*", "JVM_*", "_JAVA_*", "CLASSPATH", "CATALINA_*", "JBOSS_*",
            "SCALA_*", "KOTLIN_*", "GROOVY_*"),
        new("Perl, Ruby, PHP, Lua, Erlang, R or Tcl read it", "PERL5OPT",
            "PERL*", "RUBY*", "PHPRC", "PHP_INI_*", "PHP_IDE_*", "XDEBUG_*", "LUA_*", "LUA", "ERL_*", "ERLANG_*", "ELIXIR_ERL_*",
            "R_HOME", "R_LIBS*", "R_PROFILE*", "R_ENVIRON*",
            "TCLLIBPATH", "TCL_LIBRARY", "GUILE_*", "JULIA_*", "OCAML*", "CAML*", "GHC*"),
        new("Go reads it", "GODEBUG",
            "GODEBUG", "GOTRACEBACK", "GOPATH", "GOROOT", "GOENV", "GOBIN", "GOFLAGS", "GOPROXY", "GOSUMDB", "GONOSUM*", "GONOPROXY",
            "GOPRIVATE", "GOINSECURE", "GOTOOL*", "GOWORK",
            "GOCACHE*", "GOMODCACHE", "GOTMPDIR", "GOVCS", "GOAUTH", "GOEXPERIMENT", "GOGC", "GOMAXPROCS", "GOMEMLIMIT", "GOCOVERDIR",
            "CGO_*"),
        new("an OpenTelemetry agent reads it", "OTEL_DOTNET_AUTO_PLUGINS", "OTEL_*")
        {
            Except = ["OTEL_EXPORTER_*", "OTEL_SERVICE_*", "OTEL_RESOURCE_ATTRIBUTES"],
        },
    ];

    /// <summary>Package managers, compilers, version control, and other programs.</summary>
    public static IReadOnlyList<VariableKind> OfTools { get; } =
    [
        new("a package manager reads it", "NPM_CONFIG_REGISTRY",
            "NPM_CONFIG_*", "YARN_*", "PNPM_*", "COREPACK_*", "PIP_*", "PIPENV_*", "PIPX_*", "POETRY_*", "UV_*", "PDM_*", "CONDA_*",
            "MAMBA_*", "BUNDLE_*", "BUNDLER_*", "GEM_*",
            "COMPOSER_*", "CARGO_*", "RUSTUP_*", "RUSTC*", "RUSTDOC*", "MAVEN_*", "M2_HOME", "GRADLE_*", "SBT_*", "ANT_*", "LEIN_*",
            "HOMEBREW_*", "APT_*", "DEBIAN_*", "DPKG_*", "RPM_*",
            "NIX_*", "HEX_HOME", "MIX_HOME", "REBAR_*", "CPAN_*", "OPAM*", "VCPKG_*", "CONAN_*", "ASDF_*", "NVM_*", "VOLTA_*",
            "PYENV_*", "RBENV_*"),
        new("a compiler or build reads it", "MAKEFILES",
            "MAKE", "MAKEFILES", "MAKEFILE*", "MAKELEVEL", "MAKESHELL", "CC", "CXX", "CPP", "LD", "AR", "AS", "NM", "CPATH",
            "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "OBJC_INCLUDE_PATH", "LIBRARY_PATH",
            "COMPILER_PATH", "GCC_*", "CLANG_*", "CCACHE_*", "SCCACHE_*", "DISTCC_*", "CMAKE_*", "NINJA_*", "MESON_*", "BAZEL*",
            "PKG_CONFIG*", "ACLOCAL_PATH", "AUTOM4TE*", "M4", "M4PATH",
            "DESTDIR", "CONFIG_SITE", "CONFIG_SHELL", "LIBTOOL*", "SOURCE_DATE_EPOCH"),
        new("version control or a remote shell reads it", "GIT_SSH_COMMAND",
            "GIT_*", "GITHUB_PATH", "GITHUB_ENV", "SSH_*", "SVN_*", "CVS*", "HG", "HGRCPATH", "HGEDITOR", "HGMERGE", "HGPLAIN*",
            "BZR_*", "RSYNC_*", "SCP_*", "GNUPGHOME", "GPG_*", "GPG_TTY", "PASSWORD_STORE_*"),
        new("it names a program to start", "PAGER",
            "PAGER", "MANPAGER", "MANPATH", "MANROFFOPT", "LESS", "LESSOPEN", "LESSCLOSE", "LESSKEY*", "LESSEDIT", "LESSECHO", "MORE",
            "MOST_*", "EDITOR", "VISUAL", "BROWSER", "VIM", "VIMINIT", "VIMRUNTIME",
            "EXINIT", "NVIM_*", "EMACSLOADPATH", "EMACSDATA", "EMACSDOC", "ALTERNATE_EDITOR", "SCREENRC", "TMUX*", "WGETRC",
            "SYSTEM_WGETRC", "CURL_HOME", "RIPGREP_*", "FZF_*", "ACKRC", "GREP_*", "ZIPOPT",
            "UNZIP", "ZIP", "GZIP", "BZIP", "BZIP2", "XZ_*", "ZSTD_*", "TAPE", "AWKPATH", "AWKLIBPATH", "BC_*", "DIFF_*", "MIMEOPEN",
            "METAMAIL*", "PRINTER", "LPDEST", "GDB*", "STRACE_*", "VALGRIND_*", "ASAN_*", "UBSAN_*", "TSAN_*", "LSAN_*", "MSAN_*"),
        new("TLS or Kerberos reads it", "OPENSSL_CONF",
            "OPENSSL_*", "SSL_CERT_FILE", "SSL_CERT_DIR", "SSL_DIR", "SSLKEYLOGFILE", "GNUTLS_*", "NSS_*", "NSPR_*",
            "REQUESTS_CA_BUNDLE", "CURL_*", "KRB5*", "GSS_*", "GSSAPI_*", "SASL_PATH", "SASL_CONF*", "P11_KIT*", "PKCS11_*",
            "SOFTHSM2_CONF", "LDAPCONF", "LDAPRC", "LDAPNOINIT", "LDAPTLS_*", "LDAPSASL_*"),
        new("a database's client reads it", "PGSERVICEFILE",
            "PGSERVICE", "PGSERVICEFILE", "PGSYSCONFDIR", "PGOPTIONS", "PGPASSFILE", "PGLOCALEDIR", "PGSSLROOTCERT", "PGSSLMODE",
            "PGKRBSRVNAME", "PGGSSLIB", "PSQL_*", "PSQLRC", "MYSQL_HOME", "MYSQL_TEST_*", "LIBMYSQL_*",
            "ODBC*", "ORACLE_HOME", "TNS_ADMIN", "NLS_LANG", "SQLITE_TMPDIR", "SQLITE_HISTORY", "SQLPATH", "FREETDS*", "TDSVER"),
        new("graphics and media libraries load from it", "GTK_MODULES",
            "GTK_*", "GDK_*", "GIO_*", "GI_TYPELIB_PATH", "GST_*", "QT_*", "QML*", "LIBGL_*", "VK_*", "OCL_*", "LIBVA_*", "MESA_*",
            "GALLIUM_*", "ALSA_*", "PULSE_*", "MAGICK_*", "FONTCONFIG_*", "GS_*", "CUDA_CACHE_PATH", "ROCR_*"),
        new("infrastructure tools read it", "TF_CLI_ARGS",
            "TF_CLI_*", "TF_PLUGIN_*", "TF_DATA_DIR", "TF_LOG*", "TF_REATTACH_*", "TG_*", "TERRAGRUNT_*", "PACKER_*", "ANSIBLE_*",
            "CLOUDSDK_*", "AZURE_CONFIG_DIR", "AZURE_EXTENSION_DIR", "VAGRANT_*", "CHEF_*", "SOPS_*", "PULUMI_HOME"),
    ];

    /// <summary>What programs of every kind call such a variable.</summary>
    public static IReadOnlyList<VariableKind> ByLook { get; } =
    [
        new("programs read it as arguments", "TAR_OPTIONS", "*OPTIONS", "*_OPTS", "*FLAGS", "*_ARGS", "*_CMDLINE"),
        new("it sends traffic elsewhere", "HTTPS_PROXY", "*PROXY", "*_PROXY_URL", "*_PROXY_HOST", "SOCKS_*"),
        new("it names code to load", "NGINX_PLUGIN_PATH",
            "*_PRELOAD", "*_PLUGIN_PATH", "*_PLUGINS_PATH", "*_PLUGIN_DIR", "*_PLUGINS_DIR", "*_PLUGINS", "*_MODULE_PATH",
            "*_MODULES_PATH", "*_LIBRARY_PATH", "*_DRIVERS_PATH", "*_LAYER_PATH",
            "*_STARTUP_HOOKS", "*_STARTUP_SCRIPT", "*_INIT_SCRIPT", "*_PROFILER", "*_PROFILER_PATH"),
        new("it names a configuration to read", "OPENVPN_CONFIG_FILE", "*_CONFIG_FILE", "*_CONFIG_PATH", "*_CONFIG_DIR",
            "*_CONFDIR", "*_CONF_DIR", "*_CONF_PATH", "*_CONF"),
        new("it names a program to start", "SYSTEMD_EDITOR", "*_PAGER", "*_EDITOR", "*_BROWSER", "*_SHELL", "*_ASKPASS",
            "*_WRAPPER", "*_LAUNCHER", "*_RSH", "*_SSH_COMMAND", "*_COMMAND"),
        new("it changes whom programs trust", "GIT_SSL_NO_VERIFY", "*_CA_BUNDLE", "*_SSL_NO_VERIFY", "*_TLS_REJECT_UNAUTHORIZED",
            "*_INSECURE_SKIP_VERIFY", "*_SKIP_TLS_VERIFY"),
    ];
}
