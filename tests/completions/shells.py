"""What bash, zsh and fish offer for a command line that is not finished: one function for each shell."""

import os
import pty
import re
import select
import signal
import subprocess
import time

# What a terminal is told besides text: colours, movements, modes.
CONTROL = re.compile(r"[^\x08]\x08|\x1b(\[[0-9;?]*[a-zA-Z]|[=>]|\][^\x07]*\x07)|[\x00-\x09\x0b-\x1f]")
PROMPT = "goon"
DONE = "no more is offered"


def words_of_bash(line, script, environment):
    words = line.split(" ")
    function = subprocess.run(["bash", "-c", 'complete -r; . "$1"; complete -p "$2"', "bash", script, words[0]],
                              capture_output=True, text=True, check=True, env=environment).stdout.split()[2]
    ask = '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); %s; printf "%%s\\n" "${COMPREPLY[@]}"' % function
    done = subprocess.run(["bash", "-c", ask, "bash", script, *words], capture_output=True, text=True, check=True,
                          env=environment)
    return set(done.stdout.split("\n")) - {""}


def words_of_fish(line, script, environment):
    done = subprocess.run(["fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", script, line],
                          capture_output=True, text=True, check=True, env=environment)
    return {offer.partition("\t")[0] for offer in done.stdout.split("\n")} - {""}


def words_of_zsh(line, script, environment):
    """Only a shell with a terminal completes: Tab lists here, and what it lists is read from the terminal."""
    name = line.split(" ")[0]
    functions = os.path.join(environment["HOME"], "functions-" + name)
    os.makedirs(functions, exist_ok=True)
    target = os.path.join(functions, "_" + name)
    if not os.path.exists(target):
        os.symlink(script, target)
    start = ("PS1=${:-%s}' ' LISTMAX=0; stty rows 500 columns 80; fpath=(%s $fpath);"
             "autoload -U compinit; compinit -u -d $HOME/known; zstyle ':completion:*' list-colors '';"
             "zstyle ':completion:*' verbose no; bindkey '^I' list-choices; setopt no_beep;"
             "told() { zle -I; print -r -- '%s' }; zle -N told; bindkey '^X' told" % (PROMPT, functions, DONE))
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe("zsh", ["zsh", "-f", "-i"], environment)
    try:
        told = ""

        def say(text, until):
            nonlocal told
            os.write(terminal, text.encode())
            start, limit = len(told), time.monotonic() + 20
            while until not in told[start:] and time.monotonic() < limit:
                if select.select([terminal], [], [], 0.1)[0]:
                    told += os.read(terminal, 65536).decode(errors="replace")
            return told[start:]

        say(start + "\r", PROMPT + " ")
        listed = say(line + "\t\x18", DONE)
    finally:
        os.close(terminal)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    listed = CONTROL.sub("", listed.replace("\r", "\n"))
    words = set(re.split(r"\s{2,}|\n", listed)) - {"", DONE, line, line.strip()}
    return {word for word in words if not word.startswith(PROMPT)}  # what was there before Tab


SHELLS = {"bash": words_of_bash, "zsh": words_of_zsh, "fish": words_of_fish}
