# Completion for bash: source this file, or install it as share/bash-completion/completions/brief.
# All words come from the program itself (`brief words`), so they are never out of date.

_brief() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} program=${COMP_WORDS[0]} offers=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    offers="$("$program" words 2>/dev/null) --help --version"
  else
    local command=${COMP_WORDS[1]}
    case $before in
      -l | --layout) offers=$("$program" words layouts "${COMP_WORDS[2]}" 2>/dev/null) ;;
      -o | --output)
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
        ;;
      --against) offers=$("$program" words cases 2>/dev/null) ;;
      --format | --effort | --fold | --parallel | --figure | --tiles | --paper) offers=$("$program" words -- "$before" 2>/dev/null) ;;
      *)
        case $word in
          -*) offers=$("$program" words "$command" 2>/dev/null) ;;
          *)
            case $command in
              render | chart | explain | check | watch) offers=$("$program" words cases 2>/dev/null) ;;
              schema) offers="facts audiences layout build" ;;
            esac
            ;;
        esac
        ;;
    esac
  fi
  mapfile -t COMPREPLY < <(compgen -W "$offers" -- "$word")
  [ ${#COMPREPLY[@]} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "$word")
}
complete -F _brief brief
