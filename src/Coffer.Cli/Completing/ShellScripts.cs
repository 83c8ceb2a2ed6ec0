namespace Coffer.Cli.Completing;

/// <summary>
/// What a shell loads to complete coffer's words: each hands the words so far to <c>coffer complete</c>, which prints what may follow. A
/// candidate with a slash at its end is a place, and the next word is not begun.
/// </summary>
internal static class ShellScripts
{
    /// <summary>All, by the shell's name.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
        ["powershell"] = PowerShell,
    };

    // Bash breaks words at colons, too: what stands before the last one is its own already. The bash of macOS (3.2) has no compopt.
    private const string Bash = """
        # Completion of coffer for bash. In ~/.bashrc: source <(coffer completion bash)
        _coffer() {
            local line="${COMP_LINE:0:COMP_POINT}" words current broken candidate
            IFS=$' \t' read -r -a words <<<"$line"
            case "$line" in *[[:blank:]]) words+=("") ;; esac
            current="${words[${#words[@]}-1]}"
            broken="${current%"${current##*[:=]}"}"
            COMPREPLY=()
            while IFS= read -r candidate; do
                COMPREPLY+=("${candidate#"$broken"}")
            done < <("$1" complete -- "${words[@]:1}" 2>/dev/null)
            case "${COMPREPLY[0]-}" in */) compopt -o nospace 2>/dev/null ;; esac
        }
        complete -o default -F _coffer coffer

        """;

    private const string Zsh = """
        #compdef coffer
        # Completion of coffer for zsh. In ~/.zshrc, after compinit: source <(coffer completion zsh)
        _coffer() {
            local -a candidates places others
            candidates=("${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
            candidates=(${candidates:#})
            places=(${(M)candidates:#*/})
            others=(${candidates:#*/})
            (( $#places )) && compadd -S '' -- $places
            (( $#others )) && compadd -- $others
            (( $#candidates )) || _files
        }
        if [[ "${funcstack[1]}" == _coffer ]]; then _coffer "$@"; else compdef _coffer coffer; fi

        """;

    private const string Fish = """
        # Completion of coffer for fish: coffer completion fish >~/.config/fish/completions/coffer.fish
        function __coffer_complete
            set -l words (commandline -opc) (commandline -ct)
            set -l candidates ($words[1] complete -- $words[2..-1] 2>/dev/null)
            if test (count $candidates) -gt 0
                printf '%s\n' $candidates
            else
                __fish_complete_path (commandline -ct)
            end
        end
        complete -c coffer -f -a '(__coffer_complete)'

        """;

    // Older versions pass no empty word on: --next says that the next one is to begin.
    private const string PowerShell = """
        # Completion of coffer for PowerShell. In $PROFILE: coffer completion powershell | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName coffer -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
                Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
            $next = if ($wordToComplete) { @() } else { @('--next') }
            & $commandAst.CommandElements[0].Extent.Text complete @next '--' @words 2>$null |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;
}
