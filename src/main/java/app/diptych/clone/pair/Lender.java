package app.diptych.clone.pair;

import app.diptych.block.DeviceException;
import app.diptych.block.os.OpenOptions;
import app.diptych.block.os.RawDevice;
import app.diptych.clone.Refusal;
import app.diptych.clone.Refusal.Hindrance;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Sentences;
import app.diptych.clone.check.Subject;
import app.diptych.udisks.Access;
import app.diptych.udisks.Udisks;
import app.diptych.udisks.UdisksException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has disks opened by udisks2 for a user who may not do it himself.
///
/// @param waiting is told the disk's name before udisks2 is asked, as a person may be asked for a
///   password then
/// @param udisks who opens them
record Lender(Consumer<String> waiting, Udisks udisks) {
  private static final Logger LOG = LoggerFactory.getLogger(Lender.class);

  /// The lender of this system.
  static Lender telling(Consumer<String> waiting) {
    return new Lender(waiting, Udisks.ofThisSystem());
  }

  /// Opens a disk; the descriptor is held until the device is closed.
  Opened open(Subject subject, OpenOptions options) throws DeviceException, RefusedException {
    Path path = subject.path();
    waiting.accept(subject.name());
    LOG.info("udisks2 is asked to open {}", path);
    try {
      Access access = options.writable() ? Access.READ_WRITE : Access.READ;
      int fd = udisks.open(node(subject), access, RawDevice.flags(options));
      return new Lent(RawDevice.adopt(path, fd, options), udisks, node(subject));
    } catch (UdisksException e) {
      throw new RefusedException(refusal(subject, e), e);
    }
  }

  /// The node as the system names it, whatever link it was named by.
  private static Path node(Subject subject) {
    return subject.place().map(place -> Path.of(place.path())).orElseGet(subject::path);
  }

  /// What the failure means to a person.
  static Refusal refusal(Subject subject, UdisksException e) {
    String text = Sentences.message(e);
    return switch (e.reason()) {
      case NO_BUS -> hindered(subject, Hindrance.NO_BUS, text);
      case NO_UDISKS -> hindered(subject, Hindrance.NO_UDISKS, text);
      case UNKNOWN_DEVICE -> hindered(subject, Hindrance.UNKNOWN_DEVICE, text);
      case REFUSED -> hindered(subject, Hindrance.REFUSED, text);
      case DISMISSED -> hindered(subject, Hindrance.DISMISSED, text);
      case NO_AGENT -> hindered(subject, Hindrance.NO_AGENT, text);
      case TIMED_OUT -> hindered(subject, Hindrance.TIMED_OUT, text);
      case BUSY ->
          subject.role() == Refusal.Role.TARGET
              ? new Refusal.TargetInUse(subject.path(), List.of())
              : new Refusal.NotAccessible(subject.role(), subject.name(), text, false);
      case INTERRUPTED, OTHER -> hindered(subject, Hindrance.OTHER, text);
    };
  }

  private static Refusal hindered(Subject subject, Hindrance hindrance, String text) {
    return new Refusal.NotLent(subject.role(), subject.name(), hindrance, text);
  }
}
