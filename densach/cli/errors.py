"""What the command itself refuses."""

from __future__ import annotations

from densach.kernel.errors import Conflict, Invalid, NotFound, Unavailable


class NoInstallation(NotFound):
    """The data folder holds no installation. Parameter: `folder`."""

    message_id = "cli.no_installation"


class AlreadyInstalled(Conflict):
    """The data folder is in use. Parameter: `folder`."""

    message_id = "cli.already_installed"


class FolderNotEmpty(Conflict):
    """A restore needs a new folder. Parameter: `folder`."""

    message_id = "cli.folder_not_empty"


class NoSuchFile(NotFound):
    """Parameter: `file`."""

    message_id = "cli.no_such_file"


class NotABackup(Invalid):
    """The file is no backup of ours. Parameter: `file`."""

    message_id = "cli.not_a_backup"


class BrokenBackup(Invalid):
    """A backup whose part is missing or altered. Parameters: `file`, `part`."""

    message_id = "cli.broken_backup"


class OtherFormat(Invalid):
    """A backup in a format that this version does not read. Parameters: `file`, `format`."""

    message_id = "cli.other_format"


class CannotUnpack(Unavailable):
    """The backup could not be written out: no room, no right. Parameters: `file`, `folder`."""

    message_id = "cli.cannot_unpack"


class DatabaseRefused(Unavailable):
    """A program of PostgreSQL failed. Parameters: `program`, `why` (its own words)."""

    message_id = "cli.database_refused"


class NotTheDemo(Conflict):
    """The folder holds a real installation; the demo is refused there. Parameter: `folder`."""

    message_id = "cli.not_the_demo"


class NeedsDataFolder(Invalid):
    """`restore` wants `--data NEW`."""

    message_id = "cli.needs_data_folder"


class NeedsProgram(Unavailable):
    """An optional program is not on this machine. Parameter: `program`."""

    message_id = "cli.needs_program"


class PortTaken(Conflict):
    """Another program answers there, or we may not. Parameters: `host`, `port`, `why` (the system's own words)."""

    message_id = "cli.port_taken"


class ExistingAccount(Conflict):
    """Parameter: `email`."""

    message_id = "cli.existing_account"


class WrongAddress(Invalid):
    """Not an e-mail address that mail could reach. Parameter: `email`."""

    message_id = "cli.wrong_address"


class WrongName(Invalid):
    """No name, or too long a one. Parameter: `limit` in letters."""

    message_id = "cli.wrong_name"


class WrongVectors(Invalid):
    """The vectors' file lacks a column or a row cannot be read. Parameters: `file`, `row`, `why`."""

    message_id = "cli.wrong_vectors"


class WrongDate(Invalid):
    """Parameter: `text`."""

    message_id = "cli.wrong_date"
