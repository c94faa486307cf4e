# Completion for penelope, penelopectl and penelope-lab. What a command takes is asked of its own --help, so that nothing
# has to be kept in step here.

# The help of the command that the words before the cursor name.
_penelope_help()
{
    local program=$1 word help command=()
    shift
    help=$("$program" --help 2>/dev/null) || return
    for word in "$@"; do
        [[ $word =~ ^[a-z][a-z-]*$ ]] || continue
        _penelope_commands "$help" | grep -qxF -- "$word" || continue
        command+=("$word")
        help=$("$program" "${command[@]}" --help 2>/dev/null) || return
    done
    printf '%s\n' "$help"
    # The options of the program itself hold for every command.
    if [ ${#command[@]} -gt 0 ]; then
        "$program" --help 2>/dev/null | sed '/^Subcommands:/,$d'
    fi
}

_penelope_commands()
{
    sed -n '/^Subcommands:/,$s/^  \([a-z][a-z-]*\) .*/\1/p' <<<"$1"
}

_penelope_options()
{
    grep -oE -- '^ +(-[a-zA-Z],)?--[a-z][a-z-]*' <<<"$1" | grep -oE -- '--[a-z-]+' | sort -u
}

_penelope()
{
    local program=$1 current=$2 previous=$3 help line
    COMPREPLY=()
    help=$(_penelope_help "$program" "${COMP_WORDS[@]:1:COMP_CWORD-1}")
    if [[ $previous == --* && $previous != --help ]]; then
        line=$(grep -E -- "^ +(-[a-zA-Z],)?$previous( |\$)" <<<"$help" | head -n 1)
        if [[ $line =~ TEXT:\{([^}]*)\} ]]; then
            mapfile -t COMPREPLY < <(compgen -W "${BASH_REMATCH[1]//,/ }" -- "$current")
            return
        elif [[ $line =~ $previous\ (TEXT|INT|FLOAT) ]]; then
            return # a file, or what nobody can guess: readline's own completion follows
        fi
    fi
    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_penelope_options "$help")" -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -W "$(_penelope_commands "$help")" -- "$current")
    fi
}

complete -o default -F _penelope penelope penelopectl penelope-lab
