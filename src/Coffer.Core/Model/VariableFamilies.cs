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
        new("it loads libraries into every program", "LD_PRELOAD", "LD_*", "_RLD*", "DYLD_*", "LDR_*", "LIBPATH", "SHLIB_PATH",
            "GLIBC_TUNABLES", "MALLOC_*", "GCONV_PATH", "GETCONF_DIR", "LIBC_*", "FAKECHROOT*", "FAKEROOTKEY", "PROOT_*", "OMP_TOOL*",
            "CUDA_INJECTION*", "NVTX_INJECTION*", "HSA_TOOLS_*", "LTTNG_*", "MIMALLOC_*", "TCMALLOC_*", "HEAPPROFILE", "CPUPROFILE"),
        new("Windows reads it", "COMSPEC", "COMSPEC", "PATHEXT", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "APPDATA", "LOCALAPPDATA",
            "USERPROFILE", "ALLUSERSPROFILE", "PROGRAMDATA", "PROGRAMFILES*", "COMMONPROGRAMFILES*", "HOMEDRIVE", "HOMEPATH",
            "PSMODULEPATH", "POWERSHELL_*", "__COMPAT_LAYER", "_NT_*", "WINEPREFIX", "WINEDLLPATH", "WINEDLLOVERRIDES", "WINELOADER",
            "WINESERVER", "WINEDEBUG"),
        new("the C library reads it", "HOSTALIASES", "LOCPATH", "NLSPATH", "TMPDIR", "TMP", "TEMP", "TEMPDIR", "TZDIR", "TZ",
            "HOSTALIASES", "LOCALDOMAIN", "RES_OPTIONS", "RESOLV_*", "NIS_PATH", "POSIXLY_CORRECT"),
        new("shells read it", "BASH_ENV", "PATH", "BASH", "BASH_*", "BASHOPTS", "SHELLOPTS", "SHELL", "ENV", "PROMPT_COMMAND", "PS0",
            "PS1", "PS2", "PS3", "PS4", "IFS", "CDPATH", "GLOBIGNORE", "FPATH", "FIGNORE", "ZDOTDIR", "ZSH_*", "FISH_*", "XONSH*",
            "EXECIGNORE", "MAILPATH", "NULLCMD", "READNULLCMD", "TMPPREFIX", "FCEDIT", "HISTFILE", "INPUTRC", "HOME", "PWD", "OLDPWD",
            "USER", "LOGNAME", "_"),
        new("a program's starter or supervisor reads it", "LISTEN_FDS", "LISTEN_FDS", "LISTEN_PID", "LISTEN_PIDFDID", "LISTEN_FDNAMES",
            "JOURNAL_STREAM", "MEMORY_PRESSURE_*", "NGINX", "NGINX_ENVSUBST_*", "NGINX_ENTRYPOINT_*", "S6_*", "TINI_*", "NOTIFY_SOCKET",
            "WATCHDOG_*", "CREDENTIALS_DIRECTORY", "SYSTEMD_*", "SUDO_*", "XDG_*", "DBUS_*", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY",
            "TERMCAP", "TERMPATH", "TERMINFO*"),
        new("Coffer or its container reads it", "COFFER_BUCKET", "COFFER_*", "SECRETS_BUCKET_NAME"),
        new("AWS's tools and SDKs read it", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL*", "AWS_CA_BUNDLE", "AWS_PROFILE",
            "AWS_DEFAULT_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_*", "AWS_WEB_IDENTITY_*", "AWS_ROLE_*", "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_CREDENTIAL_*", "AWS_CONTAINER_*", "AWS_EC2_*",
            "AWS_METADATA_*", "AWS_ACCOUNT_ID_ENDPOINT_*", "AWS_REQUEST_*", "AWS_RESPONSE_*", "AWS_DISABLE_*", "AWS_XRAY_*",
            "AWS_CRT_*", "AWS_S3_US_EAST_1_*", "AWS_NODEJS_*", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "_HANDLER", "SAM_CLI_*",
            "CDK_DOCKER", "JSII_*", "AWS_SDK_*", "AWS_CLI_*", "AWS_LAMBDA_*", "AWS_EXECUTION_ENV", "AWS_STS_*", "AWS_SSO_*",
            "AWS_CSM_*", "AWS_DATA_PATH", "AWS_PAGER", "AWS_IGNORE_*", "AWS_DEFAULTS_MODE", "AWS_RETRY_MODE", "AWS_MAX_ATTEMPTS",
            "AWS_USE_DUALSTACK_*", "AWS_USE_FIPS_*", "AWS_S3_DISABLE_*", "AWS_S3_USE_*", "AWS_AUTH_SCHEME_*", "AWS_SIGV4A_*",
            "AWS_SIGNIN_*", "AWS_LOGIN_*", "ECS_*", "BOTO_*"),
        new("another cloud's SDKs read it", "GCE_METADATA_HOST", "GCE_METADATA_*", "GOOGLE_API_USE_*",
            "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES", "HF_ENDPOINT", "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "MSI_ENDPOINT",
            "IMDS_ENDPOINT", "AZURE_AUTHORITY_HOST", "AZURE_POD_IDENTITY_*", "AZURE_CORE_*", "AZURE_CONFIG_DIR", "AZURE_EXTENSION_DIR",
            "CLOUDSDK_*"),
        new("the orchestrator's clients read it", "KUBERNETES_SERVICE_HOST", "KUBERNETES_*", "KUBECONFIG", "KUBE_EDITOR", "KUBECTL_*",
            "KUBERC", "KUBECACHEDIR", "KUSTOMIZE_*", "SKAFFOLD_*", "CNI_*", "BUILDAH_*", "PODMAN_*", "REGISTRY_AUTH_FILE",
            "DOCKER_CONTENT_TRUST*", "DOCKER_CLI_*", "DOCKER_DEFAULT_PLATFORM", "DOCKER_API_VERSION", "DOCKER_HOST", "DOCKER_CONFIG",
            "DOCKER_CONTEXT", "DOCKER_CERT_PATH", "DOCKER_TLS*", "DOCKER_BUILDKIT", "BUILDKIT_*", "BUILDX_*", "CONTAINERD_*",
            "CONTAINER_HOST", "COMPOSE_FILE", "COMPOSE_PATH_SEPARATOR", "COMPOSE_ENV_FILES", "HELM_*", "ECS_*"),
    ];

    /// <summary>Languages and what runs them.</summary>
    public static IReadOnlyList<VariableKind> OfRuntimes { get; } =
    [
        new(".NET reads it", "DOTNET_STARTUP_HOOKS", "DOTNET_*", "COMPLUS_*", "CORECLR_*", "COR_*", "ASPNETCORE_*", "MSBUILD*",
            "NUGET_*", "MONO_*", "COREHOST_*", "VSTEST_*")
        {
            Except = ["NUGET_API_KEY", "NUGET_TOKEN"],
        },
        new("Node reads it", "NODE_OPTIONS", "NODE_OPTIONS", "NODE_PATH", "NODE_EXTRA_*", "NODE_TLS_*", "NODE_V8_*", "NODE_REPL_*",
            "NODE_ICU_*", "NODE_COMPILE_*", "NODE_CONFIG*", "NODE_DEBUG*", "NODE_PENDING_*", "NODE_USE_*", "DOTENV_CONFIG_*",
            "PM2_HOME", "PRISMA_QUERY_ENGINE_*", "PRISMA_ENGINES_*", "PRISMA_SCHEMA_*", "PLAYWRIGHT_*", "PUPPETEER_*",
            "NODE_REDIRECT_*", "NODE_PRESERVE_*", "NODE_CHANNEL_*", "NODE_DISABLE_*", "NODE_SKIP_*", "NODE_TEST_*", "NODE_UNIQUE_ID",
            "TS_NODE_*", "TSX_*", "ELECTRON_*", "BUN_*", "DENO_*"),
        new("Python reads it", "PYTHONPATH", "PYTHON*", "VIRTUAL_ENV", "VIRTUALENV_*", "WORKON_HOME", "__PYVENV*", "JUPYTER_*",
            "IPYTHON*", "FLASK_APP", "FLASK_DEBUG", "FLASK_RUN_*", "WERKZEUG_*", "UWSGI_*", "UVICORN_*", "CELERY_LOADER",
            "CELERY_CUSTOM_WORKER_POOL", "AIRFLOW_CONFIG", "PYTEST_*", "TOX_*", "COVERAGE_PROCESS_START", "COVERAGE_RCFILE", "PYLINTRC",
            "PYLINTHOME", "PEX_*", "TORCH_EXTENSIONS_DIR", "TRITON_CACHE_DIR", "TRITON_PTXAS_PATH")
        {
            Except = ["JUPYTER_TOKEN"],
        },
        new("Java reads it", "JAVA_TOOL_OPTIONS", "JAVA_*", "JDK_*", "JVM_*", "_JAVA_*", "CLASSPATH*", "CATALINA_*", "JBOSS_*",
            "SCALA_*", "KOTLIN_*", "GROOVY_*", "LOG4J*", "LOGGING_CONFIG", "SPRING_CONFIG_*", "SPRING_APPLICATION_JSON",
            "SPRING_CLOUD_BOOTSTRAP_*")
        {
            Except = ["CATALINA_CONNECTOR_*"],
        },
        new("Perl, Ruby, PHP, Lua, Erlang, R or Tcl read it", "PERL5OPT", "PERL*", "RUBY*", "BOOTSNAP_*", "PHPRC", "PHP_INI_*",
            "PHP_IDE_*", "XDEBUG_*", "LUA_*", "LUA", "LUAROCKS_*", "ERL_*", "ERLANG_*", "ELIXIR_ERL_*", "RELEASE_SYS_CONFIG",
            "RELEASE_BOOT_SCRIPT*", "VMARGS_PATH", "R_HOME", "R_LIBS*", "R_PROFILE*", "R_ENVIRON*", "TCLLIBPATH", "TCL_LIBRARY",
            "GUILE_*", "JULIA_*", "OCAML*", "CAML*", "GHC_*", "GHCRTS", "CABAL_*", "STACK_ROOT", "STACK_YAML", "PUB_CACHE",
            "PUB_HOSTED_URL", "FLUTTER_ROOT", "FLUTTER_STORAGE_BASE_URL"),
        new("Go reads it", "GODEBUG", "GODEBUG", "GOTRACEBACK", "GOPATH", "GOROOT", "GOENV", "GOBIN", "GOFLAGS", "GOPROXY", "GOSUMDB",
            "GONOSUM*", "GONOPROXY", "GOPRIVATE", "GOINSECURE", "GOTOOL*", "GOWORK", "GOCACHE*", "GOMODCACHE", "GOTMPDIR", "GOVCS",
            "GOAUTH", "GOEXPERIMENT", "GOGC", "GOMAXPROCS", "GOMEMLIMIT", "GOCOVERDIR", "CGO_*"),
        new("an OpenTelemetry agent reads it", "OTEL_DOTNET_AUTO_PLUGINS", "OTEL_*")
        {
            Except =
            [
                "OTEL_EXPORTER_*", "OTEL_SERVICE_*", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_COLLECTOR_*", "OTEL_ENABLED",
                "OTEL_TRACES_ENABLED", "OTEL_METRICS_ENABLED", "OTEL_LOGS_ENABLED",
            ],
        },
    ];

    /// <summary>Package managers, compilers, version control, and other programs.</summary>
    public static IReadOnlyList<VariableKind> OfTools { get; } =
    [
        new("a package manager reads it", "NPM_CONFIG_REGISTRY", "NPM_CONFIG_*", "YARN_*", "PNPM_*", "COREPACK_*", "PIP_*", "PIPENV_*",
            "PIPX_*", "POETRY_*", "UV_*", "PDM_*", "CONDA_*", "MAMBA_*", "BUNDLE_*", "BUNDLER_*", "GEM_*", "COMPOSER_*", "CARGO_*",
            "RUSTUP_*", "RUSTC*", "RUSTDOC*", "MAVEN_*", "M2_HOME", "GRADLE_*", "SBT_*", "ANT_*", "LEIN_*", "HOMEBREW_*", "APT_*",
            "DEBIAN_*", "DPKG_*", "ZYPP_*", "DNF_*", "RPM_CONFIGDIR", "RPM_ETCCONFIGDIR", "RPM_BUILD_*", "RPM_INSTALL_*",
            "RPM_SOURCE_DIR", "NIX_*", "HEX_HOME", "MIX_HOME", "REBAR_*", "CPAN_*", "OPAM*", "VCPKG_*", "CONAN_*", "ASDF_*", "NVM_*",
            "VOLTA_*", "PYENV_*", "RBENV_*", "NODENV_*", "JENV_*", "PHPENV_*", "GOENV_*", "TFENV_*", "FNM_*", "MISE_*", "SDKMAN_*",
            "COURSIER_*", "PIXI_*", "RYE_*", "HATCH_*", "PRE_COMMIT_*")
        {
            Except =
            [
                "CARGO_REGISTRY_TOKEN", "GEM_HOST_API_KEY", "YARN_NPM_AUTH_*", "UV_PUBLISH_*", "POETRY_PYPI_TOKEN_*",
                "POETRY_HTTP_BASIC_*", "CONAN_PASSWORD*", "CONAN_LOGIN_USERNAME*", "MAVEN_PASSWORD", "MAVEN_USERNAME",
                "HOMEBREW_GITHUB_API_TOKEN",
            ],
        },
        new("a compiler or build reads it", "MAKEFILES", "MAKE", "MAKEFILES", "MAKEFILE*", "QMAKE*", "RM", "YACC", "LEX", "FC", "F77",
            "RANLIB", "STRIP", "COLLECT_GCC*", "COLLECT_LTO_*", "DEPENDENCIES_OUTPUT", "SUNPRO_DEPENDENCIES", "GCOV_*",
            "LLVM_PROFILE_*", "BISON_*", "SWIG_LIB", "TEXMF*", "TEXINPUTS*", "LUAINPUTS", "BIBINPUTS", "BSTINPUTS", "MAKELEVEL",
            "MAKESHELL", "CC", "CXX", "CPP", "LD", "AR", "AS", "NM", "CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH",
            "OBJC_INCLUDE_PATH", "LIBRARY_PATH", "COMPILER_PATH", "GCC_*", "CLANG_*", "CCACHE_*", "SCCACHE_*", "DISTCC_*", "CMAKE_*",
            "NINJA_*", "MESON_*", "BAZEL*", "PKG_CONFIG*", "ACLOCAL_PATH", "AUTOM4TE*", "M4", "M4PATH", "DESTDIR", "CONFIG_SITE",
            "CONFIG_SHELL", "LIBTOOL*", "SOURCE_DATE_EPOCH"),
        new("version control or a remote shell reads it", "GIT_SSH_COMMAND", "GIT_*", "GITHUB_PATH", "GITHUB_ENV", "GH_HOST", "GH_PATH",
            "SSH_ASKPASS*", "SSH_AUTH_SOCK", "SSH_AGENT_*", "SSH_SK_*", "SSH_PKCS11*", "SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT",
            "SSH_ORIGINAL_COMMAND", "SSH_USER_AUTH", "AUTOSSH_*", "P4CONFIG", "P4ENVIRO", "P4EDITOR", "P4DIFF*", "P4MERGE*", "P4PAGER",
            "SVN_*", "CVS*", "HG", "HGRCPATH", "HGEDITOR", "HGMERGE", "HGPLAIN*", "BZR_*", "RSYNC_*", "SCP_*", "GNUPGHOME",
            "GPG_AGENT_INFO", "GPG_TTY", "GPG_EXEC*", "PASSWORD_STORE_*")
        {
            Except = ["GIT_TOKEN", "GIT_PASSWORD", "GIT_USER", "GIT_USERNAME", "RSYNC_PASSWORD", "SVN_PASSWORD", "SVN_USERNAME"],
        },
        new("it names a program to start", "PAGER", "PAGER", "MANPAGER", "MANPATH", "MANROFFOPT", "MANOPT", "GROFF_*", "LESSGLOBALTAGS",
            "LESSHISTFILE", "LESSMETA*", "LESSSECURE*", "BAT_*", "W3M*", "LYNX_*", "RLWRAP_*", "GVIMINIT", "MYVIMRC", "EMACSPATH",
            "SYSSCREENRC", "SCREENDIR", "DEBUGINFOD_*", "FFREPORT", "LESS", "LESSOPEN", "LESSCLOSE", "LESSKEY*", "LESSEDIT", "LESSECHO",
            "MORE", "MOST_*", "MAGIC", "EDITOR", "VISUAL", "BROWSER", "VIM", "VIMINIT", "VIMRUNTIME", "EXINIT", "NVIM_*",
            "EMACSLOADPATH", "EMACSDATA", "EMACSDOC", "ALTERNATE_EDITOR", "SCREENRC", "TMUX*", "WGETRC", "SYSTEM_WGETRC", "CURL_HOME",
            "RIPGREP_*", "FZF_*", "ACKRC", "GREP_*", "ZIPOPT", "UNZIP", "ZIP", "GZIP", "BZIP", "BZIP2", "XZ_*", "ZSTD_*", "TAPE",
            "AWKPATH", "AWKLIBPATH", "BC_LINE_LENGTH", "DIFF_*", "MIMEOPEN", "METAMAIL*", "PRINTER", "LPDEST", "GDB*", "STRACE_*",
            "VALGRIND_*", "ASAN_*", "UBSAN_*", "TSAN_*", "LSAN_*", "MSAN_*"),
        new("TLS or Kerberos reads it", "OPENSSL_CONF", "OPENSSL_*", "SSL_CERT_FILE", "SSL_CERT_DIR", "SSL_DIR", "SSLKEYLOGFILE",
            "CTLOG_FILE", "RANDFILE", "QLOGDIR", "NETRC", "GNUTLS_*", "NSS_*", "NSPR_*", "REQUESTS_CA_BUNDLE", "CURL_*", "KRB5*",
            "GSS_*", "GSSAPI_*", "SASL_PATH", "SASL_CONF*", "P11_KIT*", "PKCS11_*", "SOFTHSM2_CONF", "LDAPCONF", "LDAPRC", "LDAPNOINIT",
            "LDAPTLS_*", "LDAPSASL_*"),
        new("a database's client reads it", "PGSERVICEFILE", "PGSERVICE", "PGSERVICEFILE", "PGSYSCONFDIR", "PGOPTIONS", "PGPASSFILE",
            "PGLOCALEDIR", "PGSSL*", "PGREQUIRE*", "PGCHANNELBINDING", "PGOAUTH*", "PGKRBSRVNAME", "PGGSS*", "MYSQL_GROUP_SUFFIX",
            "MYSQL_HISTFILE", "REDISCLI_RCFILE", "REDISCLI_HISTFILE", "ORACLE_PATH", "ORACLE_BASE", "ORA_*", "TWO_TASK", "INFORMIX*",
            "SYBASE", "SYBASE_*", "PSQL_*", "PSQLRC", "MYSQL_HOME", "MYSQL_TEST_*", "LIBMYSQL_*", "ODBC*", "ORACLE_HOME", "TNS_ADMIN",
            "NLS_LANG", "SQLITE_TMPDIR", "SQLITE_HISTORY", "SQLPATH", "FREETDS*", "TDSVER"),
        new("graphics and media libraries load from it", "GTK_MODULES", "GTK_*", "GDK_*", "GIO_*", "GI_TYPELIB_PATH", "GST_*", "QT_*",
            "QML*", "LIBGL_*", "VK_ICD_*", "VK_DRIVER_*", "VK_ADD_*", "VK_LAYER_*", "VK_INSTANCE_*", "VK_LOADER_*", "__EGL_*",
            "__GLX_*", "__GL_*", "SDL_*", "PIPEWIRE_*", "LADSPA_PATH", "LV2_PATH", "FREI0R_PATH", "OMPI_MCA_*", "PMIX_MCA_*",
            "PRTE_MCA_*", "OCL_*", "LIBVA_*", "MESA_*", "GALLIUM_*", "ALSA_*", "PULSE_*", "MAGICK_*", "FONTCONFIG_*", "GS_LIB*",
            "GS_DEVICE", "GS_FONT*", "CUDA_CACHE_PATH", "ROCR_*"),
        new("infrastructure tools read it", "TF_CLI_ARGS", "TF_CLI_*", "TF_PLUGIN_*", "TF_DATA_DIR", "TF_LOG*", "TF_REATTACH_*",
            "TERRAFORM_CONFIG", "TG_TF_*", "TG_CONFIG", "TG_WORKING_DIR", "TG_DOWNLOAD_DIR", "TG_SOURCE*", "TG_PROVIDER_*", "TG_IAM_*",
            "TG_AUTH_PROVIDER_*", "TG_BACKEND_*", "TG_ENGINE*", "TERRAGRUNT_*", "PACKER_*", "ANSIBLE_*", "VAGRANT_*", "CHEF_*",
            "SOPS_*", "PULUMI_HOME", "PULUMI_BACKEND_URL")
        {
            Except = ["SOPS_AGE_KEY"],
        },
    ];

    /// <summary>What programs of every kind call such a variable.</summary>
    public static IReadOnlyList<VariableKind> ByLook { get; } =
    [
        new("programs read it as arguments", "TAR_OPTIONS", "*OPTIONS", "*_OPTS", "*FLAGS", "*_ARGS", "*_CMDLINE"),
        new("it sends traffic elsewhere", "HTTPS_PROXY", "*PROXY", "HTTP_PROXY_*", "HTTPS_PROXY_*", "*_HTTP_PROXY_URL",
            "*_HTTPS_PROXY_URL", "*_PROXY_HOST", "SOCKS_*", "*_EMULATOR_HOST")
        {
            Except = ["*TRUST_PROXY", "*_REVERSE_PROXY"],
        },
        new("it names code to load", "NGINX_PLUGIN_PATH", "*_PRELOAD", "*_PLUGIN_PATH", "*_PLUGINS_PATH", "*_PLUGIN_DIR",
            "*_PLUGINS_DIR", "*_PLUGINS", "*_MODULE_PATH", "*_MODULES_PATH", "*_LIBRARY_PATH", "*_CLASSPATH", "*_DRIVER_PATH",
            "*_DRIVERS_PATH", "*_LAYER_PATH", "*_STARTUP_HOOKS", "*_STARTUP_SCRIPT", "*_INIT_SCRIPT", "*_PROFILER", "*_PROFILER_PATH",
            "*_SETTINGS_MODULE", "*_CONFIG_MODULE")
        {
            Except = ["DEBUG_PLUGINS"],
        },
        new("it names a configuration to read", "OPENVPN_CONFIG_FILE", "*_CONFIG_FILE", "*_CONFIG_FILES", "*_CONFIG_PATH",
            "*_CONFIG_DIR", "*_CONFIG_LOCATION", "*_CONFIG_HOME", "*_CONFDIR", "*_CONF_DIR", "*_CONF_PATH", "*_CONF"),
        new("it names a program to start", "SYSTEMD_EDITOR", "*_PAGER", "*_EDITOR", "*_BROWSER", "*_SHELL", "*_ASKPASS", "*_WRAPPER",
            "*_LAUNCHER", "*_RSH", "*_SSH_COMMAND", "*_COMMAND", "*_CMD", "*_BINARY", "*_BINARY_PATH", "*_EXECUTABLE",
            "*_EXECUTABLE_PATH", "*_INTERPRETER", "*_EXEC_PATH"),
        new("it changes whom programs trust", "GIT_SSL_NO_VERIFY", "*_CA_BUNDLE", "*_SSL_NO_VERIFY", "*_TLS_REJECT_UNAUTHORIZED",
            "*_SKIP_VERIFY", "*_SKIP_TLS_VERIFY", "*_CA_CERTS", "OTEL_EXPORTER_OTLP_CERTIFICATE",
            "OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE", "OTEL_EXPORTER_OTLP_METRICS_CERTIFICATE", "OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE",
            "OTEL_EXPORTER_OTLP_INSECURE", "OTEL_EXPORTER_OTLP_SPAN_INSECURE", "OTEL_EXPORTER_OTLP_METRIC_INSECURE"),
    ];
}
