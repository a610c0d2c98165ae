package app.diptych.clone;

/// How a target is verified.
///
/// @param way what it is compared with
/// @param hashes whether the SHA-256 of all that was compared is taken along
public record Comparison(Way way, boolean hashes) {

  /// With the source, without a hash.
  public static final Comparison DEFAULT = new Comparison(Way.BOTH, false);

  /// What a target is compared with.
  public enum Way {
    /// With the source, which is read again: that also finds what the first reading got wrong.
    BOTH,
    /// With hashes of what was read while copying, where there are such: half the reading, for a
    /// source that is slow, or in use. Where there are none both are read.
    HASH
  }

  /// Checks that the two go together.
  public Comparison {
    if (way == Way.HASH && hashes) {
      throw new IllegalArgumentException("the hash of all needs the source to be read in order");
    }
  }
}
