package app.diptych.nbd;

import java.util.Optional;

/// What a client may ask during the handshake (section "Option types").
public enum Option {
  /// NBD_OPT_EXPORT_NAME
  EXPORT_NAME(1),
  /// NBD_OPT_ABORT
  ABORT(2),
  /// NBD_OPT_LIST
  LIST(3),
  /// NBD_OPT_STARTTLS
  STARTTLS(5),
  /// NBD_OPT_INFO
  INFO(6),
  /// NBD_OPT_GO
  GO(7),
  /// NBD_OPT_STRUCTURED_REPLY
  STRUCTURED_REPLY(8),
  /// NBD_OPT_LIST_META_CONTEXT
  LIST_META_CONTEXT(9),
  /// NBD_OPT_SET_META_CONTEXT
  SET_META_CONTEXT(10),
  /// NBD_OPT_EXTENDED_HEADERS
  EXTENDED_HEADERS(11);

  private final int code;

  Option(int code) {
    this.code = code;
  }

  /// The number on the wire.
  public int code() {
    return code;
  }

  /// The option with this number, where it is one of these.
  public static Optional<Option> of(int code) {
    for (Option option : values()) {
      if (option.code == code) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }
}
