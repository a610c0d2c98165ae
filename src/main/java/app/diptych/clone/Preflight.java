package app.diptych.clone;

import app.diptych.disks.Disk;
import app.diptych.disks.DiskInventory;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// The checks before a clone; opens nothing for writing and changes nothing.
public final class Preflight {
  private final Supplier<List<Disk>> inventory;
  private final Outlook outlook;

  /// Checks against the disks of this inventory.
  public Preflight(DiskInventory inventory) {
    this(inventory::list, new SystemOutlook());
  }

  Preflight(Supplier<List<Disk>> inventory, Outlook outlook) {
    this.inventory = inventory;
    this.outlook = outlook;
  }

  /// What stands against the request, and what to know before it. Every refusal and warning that
  /// applies, not only the first. May touch the disks: not for the JavaFX thread.
  public Verdict check(CloneRequest request) {
    return examine(request).verdict();
  }

  /// The same, with what was seen on the way.
  Findings examine(CloneRequest request) {
    var checks = new Checks(new Layers(inventory.get(), outlook), outlook, request.options());
    Subject source = checks.survey().source(request.source());
    Subject target = checks.survey().target(request.target());
    checks.compare(source, target);
    OptionalLong bytes =
        source
            .measure()
            .map(measure -> OptionalLong.of(measure.size()))
            .orElse(OptionalLong.empty());
    return new Findings(new Verdict(checks.refusals(), checks.warnings(), bytes), source, target);
  }
}
