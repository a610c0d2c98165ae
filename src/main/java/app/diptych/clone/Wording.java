package app.diptych.clone;

import static app.diptych.clone.Sentences.say;

import app.diptych.disks.Use;
import app.diptych.units.Sizes;
import java.util.List;
import java.util.stream.Collectors;

/// The sentences for people, the same in every face: each one line, naming what, which device,
/// where, and what to do.
public final class Wording {
  private Wording() {}

  /// Why it is refused, and what to do at a command line.
  public static String of(Refusal refusal) {
    return plain(refusal) + Ways.of(refusal);
  }

  /// Why it is refused, for a face without options, or for later.
  public static String plain(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NoSuchPath(var role, var path) -> say("refusal.NoSuchPath." + role.name(), path);
      case Refusal.NothingToCompare(var path) -> say("refusal.NothingToCompare", path);
      case Refusal.NotADevice(var role, var path, var found) ->
          say("refusal.NotADevice", name(role), path, found);
      case Refusal.Empty(var role, var name) -> say("refusal.Empty", name(role), name);
      case Refusal.NotAccessible refused -> notAccessible(refused);
      case Refusal.NotLent(var role, var name, var hindrance, var reason) ->
          say("refusal.NotLent." + hindrance.name(), name(role), name, reason);
      case Refusal.NotServed refused -> notServed(refused);
      case Refusal.RawDisksUnsupported(var role, var path) ->
          say("refusal.RawDisksUnsupported", name(role), path);
      case Refusal.SameDevice(var source, var target, var how) ->
          say("refusal.SameDevice", source, target, how);
      case Refusal.Lengths lengths -> lengths(lengths);
      case Refusal.SectorSizes(var source, var target) ->
          say("refusal.SectorSizes", source, target);
      case Refusal.ReadOnlyTarget(var name) -> say("refusal.ReadOnlyTarget", name);
      case Refusal.TargetInUse(var path, var uses) ->
          uses.isEmpty()
              ? say("refusal.TargetInUse.unknown", path)
              : say("refusal.TargetInUse.known", path, list(uses));
      case Refusal.NotUnmounted(var mount, var reason) ->
          say("refusal.NotUnmounted", mount.device(), mount.mountPoint(), reason);
      case Refusal.OfferedInUse(var role, var name, var uses) ->
          uses.isEmpty()
              ? say("refusal.OfferedInUse.unknown", name(role), name)
              : say("refusal.OfferedInUse.known", name(role), name, list(uses));
      case Refusal.ReadOnlyOffered(var role, var name) ->
          say("refusal.ReadOnlyOffered", name(role), name);
      case Refusal.NoExport(var address, var reason) -> say("refusal.NoExport", address, reason);
      case Refusal.SourceInUse(var path, var uses) -> say("refusal.SourceInUse", path, list(uses));
      case Refusal.SystemDisk(var path, var name) -> say("refusal.SystemDisk", path, name);
      case Refusal.NoRoom(var path, var needed, var available) ->
          say("refusal.NoRoom", path, needed, available, Sizes.of(needed), Sizes.of(available));
      case Refusal.SkippingLive(var source) -> say("refusal.SkippingLive", source);
      case Refusal.MapUnusable(var path, var reason) -> say("refusal.MapUnusable", path, reason);
      case Refusal.ReportUnusable(var path, var reason) ->
          say("refusal.ReportUnusable", path, reason);
      case Refusal.NoJournal(var source, var target, var reason) ->
          say("refusal.NoJournal", source, target, reason);
      case Refusal.Reversed(var source, var target) -> say("refusal.Reversed", source, target);
      case Refusal.UnderWay(var target) -> say("refusal.UnderWay", target);
      case Refusal.JournalUnwritable(var folder, var reason) ->
          say("refusal.JournalUnwritable", folder, reason);
      case Refusal.IdentityChanged(var role, var name, var what) ->
          say("refusal.IdentityChanged", name(role), name, what);
    };
  }

  /// What to know.
  public static String of(Warning warning) {
    return switch (warning) {
      case Warning.SourceInUse(var path, var uses) -> say("warning.SourceInUse", path, list(uses));
      case Warning.OfferedInUse(var name, var uses) ->
          say("warning.OfferedInUse", name, list(uses));
      case Warning.SectorSizesDiffer(var source, var target) ->
          say("warning.SectorSizesDiffer", source, target);
      case Warning.TargetLarger(var rest) -> say("warning.TargetLarger", rest, Sizes.of(rest));
      case Warning.TargetHasData(var name, var contents, var loss) ->
          say("warning.TargetHasData." + loss.name(), name, String.join(", ", contents));
      case Warning.SamenessUnknown(var source, var target) ->
          say("warning.SamenessUnknown", source, target);
      case Warning.GoesOnFromMap(var map, var finished, var failed, var untried) ->
          say(
              "warning.GoesOnFromMap",
              map,
              Sizes.of(finished),
              Sizes.of(failed),
              Sizes.of(untried));
      case Warning.MapUnseen(var map, var compared, var places) ->
          say("warning.MapUnseen", map, compared, places);
      case Warning.MapUnwritten(var map, var reason) -> say("warning.MapUnwritten", map, reason);
      case Warning.PartitionsStale(var target) -> say("warning.PartitionsStale", target);
      case Warning.JournalStuck(var journal, var reason) ->
          say("warning.JournalStuck", journal, reason);
      case Warning.SourceCutShort(var source) -> say("warning.SourceCutShort", source);
      case Warning.FlushUnknown(var target) -> say("warning.FlushUnknown", target);
      case Warning.LogUnkept(var reason) -> say("warning.LogUnkept", reason);
      case Warning.SystemDisk(var path) -> say("warning.SystemDisk", path);
    };
  }

  /// A device that does not answer.
  public static String stalled(Stall stall) {
    return told("stall.stalled", stall);
  }

  /// A device that answers again.
  public static String recovered(Stall stall) {
    return told("stall.recovered", stall);
  }

  private static String told(String key, Stall stall) {
    return say(
        key,
        say("role." + stall.side().name()),
        stall.device(),
        stall.operation(),
        stall.lasted().toSeconds());
  }

  /// What would be unmounted, and that somebody may be asked.
  public static String of(Unmounting unmounting) {
    return say("unmounting", list(unmounting));
  }

  /// What would be unmounted: `/dev/sdb1 is mounted at /mnt`.
  public static String list(Unmounting unmounting) {
    return list(List.<Use>copyOf(unmounting.mounts()));
  }

  /// Who stands on a device, in one phrase: `/dev/sdb1 is mounted at /mnt`.
  public static String of(Use use) {
    return switch (use) {
      case Use.Mount(var device, var mountPoint, var isReadOnly) ->
          say(isReadOnly ? "use.Mount.readOnly" : "use.Mount", device, mountPoint);
      case Use.Swap(var device) -> say("use.Swap", device);
      case Use.Held(var device, var kind, var holder) ->
          say("use.Held", device, holder, say("holder." + kind.name()));
    };
  }

  private static String name(Refusal.Role role) {
    return say("role." + role.name());
  }

  private static String list(List<Use> uses) {
    return uses.stream().map(Wording::of).collect(Collectors.joining(", "));
  }

  private static String notAccessible(Refusal.NotAccessible refused) {
    return say(
        "refusal.NotAccessible." + (refused.isPermission() ? "permission" : "other"),
        name(refused.role()),
        refused.name(),
        refused.reason());
  }

  // Who has a way that is encrypted is not told to take one.
  private static String notServed(Refusal.NotServed refused) {
    boolean isEncrypted =
        refused.obstacle() == Refusal.Obstacle.DENIED && refused.name().startsWith("nbds");
    return say(
        "refusal.NotServed." + refused.obstacle().name() + (isEncrypted ? ".encrypted" : ""),
        name(refused.role()),
        refused.name(),
        refused.reason());
  }

  private static String lengths(Refusal.Lengths lengths) {
    String which =
        lengths.target() < lengths.source()
            ? "smaller"
            : lengths.fitStartHelps() ? "larger" : "uneven";
    long difference = Math.abs(lengths.target() - lengths.source());
    return say(
        "refusal.Lengths." + which,
        lengths.source(),
        lengths.target(),
        difference,
        Sizes.of(difference));
  }
}
