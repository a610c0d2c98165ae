package app.diptych.journal;

import java.io.IOException;
import java.io.Serial;

/// A journal cannot be used. Its message is a few words that say why.
public sealed class JournalException extends IOException permits BusyJournalException {
  @Serial private static final long serialVersionUID = 1;

  JournalException(String message) {
    super(message);
  }
}
