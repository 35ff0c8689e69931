"""The command line: `onrecord COMMAND`. Commands are loaded when they are used; errors become one line and an exit code here
and nowhere else (0: all read, 1: something failed, 2: the call makes no sense, 130: stopped by Ctrl-C)."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

import click

from onrecord import __version__
from onrecord.errors import InternalError, OnRecordError, UsageError

_COMMANDS = {
    "read": "onrecord.cli.read:read",
    "add": "onrecord.cli.add:add",
    "show": "onrecord.cli.show:show",
    "search": "onrecord.cli.search:search",
    "schema": "onrecord.cli.read:schema",
}

FAILED = 1
MISUSED = 2
INTERRUPTED = 130


class Interrupted(click.exceptions.Exit):
    """Ctrl-C, caught before click answers it with a line of its own."""


class LazyCommands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[name].split(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            raise Interrupted(INTERRUPTED) from None


@click.command(
    cls=LazyCommands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: onrecord read article.txt --published 2024-11-05",
)
@click.version_option(__version__, prog_name="onrecord", message="%(prog)s %(version)s")
def commands() -> None:
    """Put news text on the record: who said what, how many, when and where, each value with the exact words that it comes from."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and exits."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Returns the exit code; whatever went wrong is one line on stderr."""
    try:
        returned = commands.main(
            None if arguments is None else list(arguments), prog_name="onrecord", standalone_mode=False
        )
        sys.stdout.flush()
        code = returned if isinstance(returned, int) else 0
        if code == INTERRUPTED:
            tell("Stopped. What was printed or stored before is complete.")
        return code
    except KeyboardInterrupt:
        tell("Stopped. What was printed or stored before is complete.")
        return INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return MISUSED
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "onrecord"
        tell(f"{error.format_message()} See: {where} --help")
        return MISUSED
    except click.ClickException as error:
        tell(error.format_message())
        return FAILED
    except click.Abort:
        tell("Stopped.")
        return INTERRUPTED
    except UsageError as error:
        tell(str(error))
        return MISUSED
    except OnRecordError as error:
        tell_error(error)
        return FAILED
    except BrokenPipeError:
        _forget_output()
        return FAILED
    except OSError as error:
        _forget_output()
        tell(f"The output cannot be written: {(error.strerror or str(error)).lower()}. Make room, or write elsewhere.")
        _trace(error)
        return FAILED
    except Exception as error:
        tell_error(InternalError.of("The input", error))
        return FAILED


def tell(line: str) -> None:
    """One line on stderr; control characters in it (of a file name, of a page) are shown, not obeyed."""
    shown = "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in " ".join(line.split())
    )
    with suppress(OSError):
        click.echo(f"onrecord: {shown}", err=True)


def tell_error(error: OnRecordError) -> None:
    """An error as one line, with the traceback of its cause below where ONRECORD_DEBUG is set."""
    tell(str(error))
    _trace(error.__cause__ if isinstance(error, InternalError) else error)


def _trace(error: BaseException | None) -> None:
    if error is not None and os.environ.get("ONRECORD_DEBUG"):
        import traceback

        traceback.print_exception(error, file=sys.stderr)


def _forget_output() -> None:
    """Points stdout at nothing, so that Python does not complain about the unwritten rest when it exits."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
