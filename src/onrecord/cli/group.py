"""The group of commands. Each is loaded when it is used; errors become one line and an exit code here and nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

import click

from onrecord import __version__
from onrecord.cli.telling import tell, tell_error, trace
from onrecord.errors import InternalError, OnRecordError, UsageError

FAILED = 1
MISUSED = 2
INTERRUPTED = 130

_COMMANDS = {
    "read": "onrecord.cli.read:read",
    "add": "onrecord.cli.add:add",
    "watch": "onrecord.cli.watch:watch",
    "show": "onrecord.cli.show:show",
    "search": "onrecord.cli.search:search",
    "stories": "onrecord.cli.stories:stories",
    "story": "onrecord.cli.stories:story",
    "accounts": "onrecord.cli.accounts:accounts",
    "disputes": "onrecord.cli.accounts:disputes",
    "timeline": "onrecord.cli.accounts:timeline",
    "review": "onrecord.cli.review:review",
    "schema": "onrecord.cli.read:schema",
}
_STOPPED = "Stopped. What was printed or stored before is complete."


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
@click.version_option(
    __version__, prog_name="onrecord", message="%(prog)s %(version)s", help="Print the version and exit."
)
def onrecord() -> None:
    """Put news text on the record: who said what, how many, when and where, each value with the exact words that it comes
    from."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Returns the exit code; whatever went wrong is one line on stderr."""
    if sys.stdout is None:
        tell("Standard output is closed, so there is nowhere to print to. Run it without >&-.")
        return MISUSED
    try:
        returned = onrecord.main(
            None if arguments is None else list(arguments), prog_name="onrecord", standalone_mode=False
        )
        sys.stdout.flush()
        code = returned if isinstance(returned, int) else 0
        if code == INTERRUPTED:
            tell(_STOPPED)
        return code
    except (KeyboardInterrupt, click.Abort):
        tell(_STOPPED)
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
    except UsageError as error:
        tell_error(error)
        return MISUSED
    except OnRecordError as error:
        tell_error(error)
        return FAILED
    except BrokenPipeError:
        # The reader of the output (`head`) has seen enough: nothing to say.
        _forget_output()
        return FAILED
    except OSError as error:
        _forget_output()
        tell(f"The output cannot be written: {(error.strerror or str(error)).lower()}. Make room, or write elsewhere.")
        trace(error)
        return FAILED
    except Exception as error:
        tell_error(InternalError.of("The input", error))
        return FAILED


def _forget_output() -> None:
    """Points stdout at nothing, so that Python does not complain about the unwritten rest when it exits."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
