package app.diptych.clone;

import app.diptych.disks.Use;
import app.diptych.udisks.Udisks;
import app.diptych.udisks.UdisksException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What can be done about a target that is in use: its file systems can be unmounted, where nothing
/// else stands against the request and the running system is on none of them.
///
/// @param mounts what is unmounted, in this order
public record Unmounting(List<Use.Mount> mounts) {
  private static final Logger LOG = LoggerFactory.getLogger(Unmounting.class);

  /// Keeps its own copy of the list.
  public Unmounting {
    mounts = List.copyOf(mounts);
  }

  /// The unmounting that would make a verdict clear; empty where none would, or it is clear.
  public static Optional<Unmounting> of(Verdict verdict) {
    List<Use.Mount> mounts = new ArrayList<>();
    for (Refusal refusal : verdict.refusals()) {
      if (!(refusal instanceof Refusal.TargetInUse(_, var uses)) || !areLoose(uses)) {
        return Optional.empty();
      }
      uses.forEach(use -> mounts.add((Use.Mount) use));
    }
    // What is mounted on another one goes first.
    mounts.sort(Comparator.comparingInt((Use.Mount m) -> m.mountPoint().getNameCount()).reversed());
    return mounts.isEmpty() ? Optional.empty() : Optional.of(new Unmounting(mounts));
  }

  /// Whether all of them are mounts that the running system can do without.
  static boolean areLoose(List<Use> uses) {
    return uses.stream().allMatch(use -> use instanceof Use.Mount mount && !mount.isOfSystem());
  }

  /// Unmounts them through udisks2, which may ask for a password and takes minutes then. Not for
  /// the JavaFX thread.
  ///
  /// @return what stood against it, and what is to be done; empty where nothing did
  public Optional<Refusal> run() {
    return run(Udisks.ofThisSystem());
  }

  Optional<Refusal> run(Udisks udisks) {
    for (Use.Mount mount : mounts) {
      try {
        LOG.info("udisks2 is asked to unmount {} from {}", mount.device(), mount.mountPoint());
        udisks.unmount(Path.of(mount.device()));
      } catch (UdisksException e) {
        LOG.info("it did not", e);
        return Optional.of(new Refusal.NotUnmounted(mount, reason(e)));
      }
    }
    return Optional.empty();
  }

  private static String reason(UdisksException cause) {
    String text = Sentences.message(cause);
    return switch (cause.reason()) {
      case NO_BUS -> Sentences.say("unmounting.NO_BUS", text);
      case NO_UDISKS -> Sentences.say("unmounting.NO_UDISKS", text);
      case UNKNOWN_DEVICE, REFUSED, DISMISSED, NO_AGENT, BUSY, TIMED_OUT, INTERRUPTED, OTHER ->
          text;
    };
  }
}
