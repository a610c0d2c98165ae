package app.diptych.clone.job;

import app.diptych.block.Fault;
import app.diptych.block.Operation;
import java.util.List;
import java.util.Locale;

/// What befalls a device in a [FaultMatrixTest].
enum Trouble {
  READ_ERROR("EIO"),
  WRITE_ERROR("EIO"),
  NO_SPACE("ENOSPC"),
  STALL(""),
  GONE("ESHUTDOWN"),
  GONE_AND_BACK("ESHUTDOWN");

  private static final List<Operation> CHANGES =
      List.of(Operation.WRITE, Operation.ZERO, Operation.TRIM);

  private final String reason;

  Trouble(String reason) {
    this.reason = reason;
  }

  /// How the device's failure is named.
  String reason() {
    return reason;
  }

  /// What fails: where something is flushed, a device finds out then.
  List<Operation> operations(Stage stage) {
    return switch (this) {
      case READ_ERROR -> List.of(Operation.READ);
      case WRITE_ERROR, NO_SPACE -> stage == Stage.FLUSHING ? List.of(Operation.FLUSH) : CHANGES;
      case STALL -> List.of();
      case GONE, GONE_AND_BACK -> List.of(Operation.values());
    };
  }

  /// How it fails; a write half-way.
  Fault fault() {
    return switch (this) {
      case READ_ERROR, STALL -> Fault.eio();
      case WRITE_ERROR -> Fault.eio().torn(512);
      case NO_SPACE -> Fault.noSpace().torn(512);
      case GONE, GONE_AND_BACK -> Fault.disconnected();
    };
  }

  /// Whether whoever reads from the device meets it.
  boolean hitsReads() {
    return this == READ_ERROR || this == GONE || this == GONE_AND_BACK;
  }

  /// Whether whoever writes to the device meets it.
  boolean hitsWrites() {
    return this != READ_ERROR && this != STALL;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// What the job is doing meanwhile.
  enum Stage {
    COPYING,
    COPYING_LIVE,
    IN_SYNC,
    VERIFYING,
    FLUSHING;

    /// Whether clients use the source.
    boolean isLive() {
      return this == COPYING_LIVE || this == IN_SYNC;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
