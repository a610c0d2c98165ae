package app.diptych.nbd;

/// How requests and replies look on a connection, as the handshake agreed.
public enum Dialect {
  /// Compact requests, simple replies.
  SIMPLE,
  /// Compact requests, structured replies, and simple ones where no data follow.
  STRUCTURED,
  /// Extended requests and replies.
  EXTENDED;

  /// Whether a reply may be of this form.
  public boolean allows(Reply reply) {
    return switch (reply) {
      case Reply.Simple _ -> this != EXTENDED;
      case Reply.Structured _ -> this == STRUCTURED;
      case Reply.Extended _ -> this == EXTENDED;
    };
  }
}
