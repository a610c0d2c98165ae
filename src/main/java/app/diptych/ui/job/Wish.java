package app.diptych.ui.job;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.Endpoint;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Journaling;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Skipping;
import app.diptych.clone.Verdict;
import app.diptych.clone.check.KeptMaps;
import app.diptych.clone.check.Preflight;
import app.diptych.clone.job.CloneJob;
import app.diptych.clone.job.MirrorJob;
import app.diptych.mirror.CopyMode;
import java.util.Optional;

/// What a person wants done.
///
/// @param request what is cloned onto what, and how
/// @param export where the source stays in use meanwhile, if it does
/// @param copyMode what becomes of what is written to it then
/// @param isRepair whether only what differs is copied
public record Wish(
    CloneRequest request, Optional<ExportPlan> export, CopyMode copyMode, boolean isRepair) {

  /// A whole clone.
  public Wish(CloneRequest request, Optional<ExportPlan> export, CopyMode copyMode) {
    this(request, export, copyMode, false);
  }

  /// The same as a request to keep the source in use, if it stays so.
  public Optional<MirrorRequest> mirror() {
    return export.map(plan -> new MirrorRequest(request, plan, copyMode));
  }

  /// What the checks say of it. Not for the JavaFX thread.
  public Verdict check(Preflight preflight) {
    return mirror()
        .map(mirror -> MirrorJob.check(mirror, preflight))
        .orElseGet(() -> CloneJob.check(request, preflight));
  }

  /// What is done to the target.
  public Deed deed() {
    return export.isPresent() ? Deed.MIRROR : Deed.CLONE;
  }

  /// The same with another request.
  public Wish with(CloneRequest other) {
    return new Wish(other, export, copyMode, isRepair);
  }

  /// What differs copied again, where a clone has turned out to be none.
  Wish repairing() {
    return new Wish(anew(), Optional.empty(), copyMode, true);
  }

  /// Cloned once more, where the source could not be read, with such places skipped.
  Wish skipping(int retries) {
    CloneRequest anew = anew();
    // A rescue reads as a failing disk lets it, and no slower.
    var options = anew.options().withRate(0).with(new Skipping(retries, Optional.empty()));
    return with(new CloneRequest(anew.source(), anew.target(), options));
  }

  /// The same with a place for the map of what could not be read, where there is to be one.
  Wish mapped() {
    return request
        .options()
        .skipping()
        .filter(way -> way.map().isEmpty())
        .map(way -> new Skipping(way.retries(), Optional.of(KeptMaps.fresh())))
        .map(way ->
            with(new CloneRequest(request.source(), request.target(), request.options().with(way))))
        .orElse(this);
  }

  // The target is there by then.
  private CloneRequest anew() {
    Endpoint target =
        request.target() instanceof Endpoint.ImageFile(var path, _)
            ? new Endpoint.ImageFile(path)
            : request.target();
    return new CloneRequest(request.source(), target, request.options().with(Journaling.DEFAULT));
  }
}
