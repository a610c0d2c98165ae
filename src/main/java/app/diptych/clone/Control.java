package app.diptych.clone;

/// How a job is watched and ended while it runs.
///
/// @param board where it stands
/// @param cancellation whether it shall end
record Control(Board board, Cancellation cancellation) {
  /// The end of a job that was cancelled before it began.
  static final CloneResult NOTHING_DONE = new CloneResult.Cancelled(0, 0);

  /// The end of a job that has not begun: a failure that the cancelling may have caused is none.
  CloneResult unlessCancelled(CloneResult result) {
    return cancellation.isWished() ? NOTHING_DONE : result;
  }
}
