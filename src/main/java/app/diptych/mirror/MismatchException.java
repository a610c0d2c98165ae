package app.diptych.mirror;

import java.io.Serial;

/// The two devices cannot be mirrored; nothing was written.
public final class MismatchException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient Mismatch mismatch;

  /// A refusal for this reason.
  public MismatchException(Mismatch mismatch) {
    super(mismatch.toString());
    this.mismatch = mismatch;
  }

  /// The reason.
  public Mismatch mismatch() {
    return mismatch;
  }
}
