package app.diptych.cli;

import app.diptych.clone.Refusal;

/// The word by which scripts know a refusal; it stays the same when the sentence is made better.
final class RefusalWord {
  private RefusalWord() {}

  /// Such as `same-device`.
  static String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NoSuchPath _, Refusal.NothingToCompare _ -> "no-such-path";
      case Refusal.NotADevice _ -> "not-a-device";
      case Refusal.Empty _ -> "empty";
      case Refusal.NotAccessible _ -> "not-accessible";
      case Refusal.NotLent(_, _, var hindrance, _) ->
          switch (hindrance) {
            case NO_BUS -> "no-bus";
            case NO_UDISKS -> "no-udisks";
            case UNKNOWN_DEVICE, OTHER -> "not-lent";
            case REFUSED -> "permission-refused";
            case DISMISSED -> "permission-dismissed";
            case NO_AGENT -> "no-agent";
            case TIMED_OUT -> "permission-timed-out";
          };
      case Refusal.NotServed(_, _, _, var obstacle) ->
          switch (obstacle) {
            case UNREACHABLE -> "unreachable";
            case DENIED, FORBIDDEN -> "denied";
            case OTHER -> "not-served";
          };
      case Refusal.RawDisksUnsupported _ -> "raw-disks-unsupported";
      case Refusal.SameDevice _ -> "same-device";
      case Refusal.Lengths _ -> "lengths";
      case Refusal.SectorSizes _ -> "sector-sizes";
      case Refusal.ReadOnlyTarget _ -> "read-only-target";
      case Refusal.TargetInUse _ -> "target-in-use";
      case Refusal.NotUnmounted _ -> "not-unmounted";
      case Refusal.OfferedInUse _ -> "offered-in-use";
      case Refusal.ReadOnlyOffered _ -> "read-only-offered";
      case Refusal.NoExport _ -> "no-export";
      case Refusal.SourceInUse _ -> "source-in-use";
      case Refusal.SystemDisk _ -> "system-disk";
      case Refusal.NoRoom _ -> "no-room";
      case Refusal.SkippingLive _ -> "skipping-live";
      case Refusal.MapUnusable _ -> "map-unusable";
      case Refusal.ReportUnusable _ -> "report-unusable";
      case Refusal.NoJournal _ -> "no-journal";
      case Refusal.Reversed _ -> "reversed";
      case Refusal.UnderWay _ -> "under-way";
      case Refusal.JournalUnwritable _ -> "journal-unwritable";
      case Refusal.IdentityChanged _ -> "identity-changed";
    };
  }
}
