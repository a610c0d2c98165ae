package app.diptych.nbd;

import java.util.Optional;

/// What a client may ask of an export (section "Request types").
public enum Command {
  /// NBD_CMD_READ
  READ(0),
  /// NBD_CMD_WRITE
  WRITE(1),
  /// NBD_CMD_DISC
  DISC(2),
  /// NBD_CMD_FLUSH
  FLUSH(3),
  /// NBD_CMD_TRIM
  TRIM(4),
  /// NBD_CMD_CACHE
  CACHE(5),
  /// NBD_CMD_WRITE_ZEROES
  WRITE_ZEROES(6),
  /// NBD_CMD_BLOCK_STATUS
  BLOCK_STATUS(7);

  // Once: the receiver looks here for every request.
  private static final Command[] ALL = values();

  private final int code;

  Command(int code) {
    this.code = code;
  }

  /// The number on the wire.
  public int code() {
    return code;
  }

  /// The command with this number, where it is one of these.
  static Optional<Command> of(int code) {
    return code >= 0 && code < ALL.length ? Optional.of(ALL[code]) : Optional.empty();
  }
}
