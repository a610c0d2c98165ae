package app.diptych.ui.settings;

import app.diptych.mirror.CopyMode;

/// How a job is done unless the person says otherwise for this one.
///
/// @param verify whether it is read back and compared
/// @param skip whether what cannot be read is skipped
/// @param retries how often it is tried again then
/// @param live whether the source stays in use
/// @param byTcp whether it is then offered by TCP
/// @param copyMode what becomes of writes to a source in use
public record JobDefaults(
    boolean verify, boolean skip, Retries retries, boolean live, boolean byTcp, CopyMode copyMode) {

  /// The same, read back and compared or not.
  JobDefaults withVerify(boolean other) {
    return new JobDefaults(other, skip, retries, live, byTcp, copyMode);
  }

  /// The same, what cannot be read skipped or not.
  JobDefaults withSkip(boolean other) {
    return new JobDefaults(verify, other, retries, live, byTcp, copyMode);
  }

  /// The same with other retries.
  JobDefaults withRetries(Retries other) {
    return new JobDefaults(verify, skip, other, live, byTcp, copyMode);
  }

  /// The same with a source that stays in use or not.
  JobDefaults withLive(boolean other) {
    return new JobDefaults(verify, skip, retries, other, byTcp, copyMode);
  }

  /// The same, offered by TCP or not.
  JobDefaults withByTcp(boolean other) {
    return new JobDefaults(verify, skip, retries, live, other, copyMode);
  }

  /// The same in another mode.
  JobDefaults withCopyMode(CopyMode other) {
    return new JobDefaults(verify, skip, retries, live, byTcp, other);
  }
}
