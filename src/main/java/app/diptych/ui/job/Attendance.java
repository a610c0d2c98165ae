package app.diptych.ui.job;

import app.diptych.desktop.Inhibition;
import app.diptych.desktop.Inhibitor;
import app.diptych.desktop.Notice;
import app.diptych.desktop.Notifier;

/// What the desktop does for jobs. Calls may take some seconds; each from one thread at a time.
public interface Attendance {

  /// Nobody is there: nothing is kept awake, and nobody has to be told.
  Attendance NONE =
      new Attendance() {
        @Override
        public Watch keepAwake(String why) {
          return () -> {};
        }

        @Override
        public boolean tell(Notice notice) {
          return true;
        }
      };

  /// What is closed at the end.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /// Keeps the system from going to sleep until it is closed, where that is possible.
  Watch keepAwake(String why);

  /// Tells a person.
  ///
  /// @return whether it got there; else the window has to tell it
  boolean tell(Notice notice);

  /// The desktop and the system of whoever runs this program.
  static Attendance real() {
    Inhibitor inhibitor = Inhibitor.ofThisSystem();
    Notifier notifier = Notifier.ofThisSession();
    return new Attendance() {
      @Override
      public Watch keepAwake(String why) {
        Inhibition held = inhibitor.hold("Diptych", why);
        return held::close;
      }

      @Override
      public boolean tell(Notice notice) {
        return notifier.tell(notice);
      }
    };
  }
}
