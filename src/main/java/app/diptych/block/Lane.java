package app.diptych.block;

/// Where transfers come back that were begun on a device and are not waited for one by one: many of
/// them are handed to the system at once, and many come back at once, so that few threads keep a
/// device busy.
///
/// One thread awaits; any thread begins and submits. A lane that a device gave may be used for
/// other devices as well, as far as they take it ([BlockDevice#takes]).
public interface Lane extends AutoCloseable {

  /// Hands to the system what was begun since the last time. Nothing that was begun ends before;
  /// some of it may end inside of this call.
  void submit();

  /// Waits until transfers have come back, and tells those who began them, on this thread.
  ///
  /// @return false once the lane was ended and nothing is under way any more
  boolean await();

  /// Nothing more will be begun: whoever awaits returns when all has come back.
  void end();

  /// Frees what it takes. It must have ended, and nobody may await.
  @Override
  void close();
}
