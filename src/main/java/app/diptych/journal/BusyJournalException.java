package app.diptych.journal;

import java.io.Serial;

/// A journal cannot be had, since its job is under way, or another one with one of its disks.
public final class BusyJournalException extends JournalException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean isOfSource;

  BusyJournalException(boolean isOfSource) {
    super("its job is under way");
    this.isOfSource = isOfSource;
  }

  /// Whether it is the source that is in another job; else it is the target.
  public boolean isOfSource() {
    return isOfSource;
  }
}
