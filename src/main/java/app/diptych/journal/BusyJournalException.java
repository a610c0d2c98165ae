package app.diptych.journal;

import java.io.Serial;

/// A journal cannot be had, since its job is under way.
public final class BusyJournalException extends JournalException {
  @Serial private static final long serialVersionUID = 1;

  BusyJournalException() {
    super("its job is under way");
  }
}
