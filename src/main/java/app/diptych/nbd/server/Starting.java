package app.diptych.nbd.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starting threads where the system may have none to give at the moment: it limits how many a
/// user, a service or a container has, and others take some of them.
final class Starting {
  private static final Logger LOG = LoggerFactory.getLogger(Starting.class);

  private Starting() {}

  /// Starts a thread, if there is one to be had.
  ///
  /// @return whether it runs; what it was to do is not done otherwise
  static boolean start(Thread thread) {
    try {
      thread.start();
      return true;
    } catch (OutOfMemoryError e) {
      // So says the machine of Java, which is as it was before (Thread#start).
      LOG.debug("no thread for {}", thread.getName(), e);
      return false;
    }
  }
}
