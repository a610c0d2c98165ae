package app.diptych.ui;

import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneRequest.Options;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Fit;
import app.diptych.clone.Refusal;
import app.diptych.clone.Sentences;
import app.diptych.clone.Skipping;
import app.diptych.clone.check.KeptMaps;
import app.diptych.mirror.CopyMode;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.ui.disks.Candidate;
import app.diptych.ui.disks.PanelModel;
import app.diptych.ui.job.Deed;
import app.diptych.ui.job.Wish;
import app.diptych.ui.settings.JobDefaults;
import app.diptych.ui.settings.Limit;
import app.diptych.ui.settings.Retries;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the person is about to do: the pair that is picked, how it is to be cloned, and what the
/// checks say of it. Whatever changes makes an older verdict obsolete. JavaFX thread only; the
/// checks run on the executor.
final class PlanModel {
  private static final Logger LOG = LoggerFactory.getLogger(PlanModel.class);

  private static final NbdUri ANY_PORT =
      new NbdUri(false, new NbdAddress.Tcp("localhost", 0), "", Optional.empty());

  private final PanelModel source;
  private final PanelModel target;
  private final Checking checking;
  private final BooleanProperty verify = new SimpleBooleanProperty();
  private final BooleanProperty fitStart = new SimpleBooleanProperty();
  private final BooleanProperty acceptMounted = new SimpleBooleanProperty();
  private final BooleanProperty skip = new SimpleBooleanProperty();
  private final ObjectProperty<Retries> retries = new SimpleObjectProperty<>(Retries.NONE);
  private final ObjectProperty<Optional<Path>> map = new SimpleObjectProperty<>(Optional.empty());
  private final ObjectProperty<Limit> limit = new SimpleObjectProperty<>(Limit.NONE);
  private final BooleanProperty live = new SimpleBooleanProperty();
  private final BooleanProperty byTcp = new SimpleBooleanProperty();
  private final ReadOnlyBooleanWrapper offersFit = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper offersAccept = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Check> check =
      new ReadOnlyObjectWrapper<>(new Check.Incomplete(false, false));

  private List<String> checkedPair = List.of();
  private CopyMode copyMode = CopyMode.WRITE_BLOCKING;

  /// A plan for what is picked in two panels.
  PlanModel(PanelModel source, PanelModel target, Checking checking, Executor executor) {
    this.source = source;
    this.target = target;
    this.checking = checking;
    checking.setExecutor(executor);
    checking.setOnSucceeded(_ -> decided(checking.getValue()));
    checking.setOnFailed(_ -> broke(checking.getException()));
    source.chosenProperty().subscribe(this::pairChanged);
    target.chosenProperty().subscribe(this::pairChanged);
    verify.subscribe(this::recheck);
    fitStart.subscribe(this::recheck);
    acceptMounted.subscribe(this::recheck);
    skip.subscribe(this::recheck);
    retries.subscribe(this::recheck);
    map.subscribe(this::recheck);
    limit.subscribe(this::recheck);
    live.subscribe(this::recheck);
    byTcp.subscribe(this::recheck);
  }

  /// Takes over how jobs begin.
  void begin(JobDefaults defaults) {
    copyMode = defaults.copyMode();
    verify.set(defaults.verify());
    skip.set(defaults.skip());
    retries.set(defaults.retries());
    byTcp.set(defaults.byTcp());
    live.set(defaults.live());
  }

  /// Takes over how another one was to clone; but not what was accepted for its very pair.
  void follow(PlanModel before) {
    verify.set(before.verify.get());
    skip.set(before.skip.get());
    retries.set(before.retries.get());
    limit.set(before.limit.get());
    byTcp.set(before.byTcp.get());
    live.set(before.live.get());
  }

  /// Whether the target is read back and compared at the end.
  BooleanProperty verifyProperty() {
    return verify;
  }

  /// Whether what cannot be read is skipped, and all the rest copied; else it ends the job.
  BooleanProperty skipProperty() {
    return skip;
  }

  /// How often what cannot be read is tried again then.
  ObjectProperty<Retries> retriesProperty() {
    return retries;
  }

  /// How fast it copies at most, where nothing is skipped.
  ObjectProperty<Limit> limitProperty() {
    return limit;
  }

  /// The map that such a clone goes on from; empty where it begins anew.
  ObjectProperty<Optional<Path>> mapProperty() {
    return map;
  }

  /// Whether the source goes onto the first bytes of a larger target.
  BooleanProperty fitStartProperty() {
    return fitStart;
  }

  /// Whether a source that others write to is cloned all the same.
  BooleanProperty acceptMountedProperty() {
    return acceptMounted;
  }

  /// Whether the source stays in use over NBD meanwhile.
  BooleanProperty liveProperty() {
    return live;
  }

  /// Whether it is then reached by TCP on this computer, and not over a private socket.
  BooleanProperty byTcpProperty() {
    return byTcp;
  }

  /// What is done to the target.
  Deed deed() {
    return live.get() ? Deed.MIRROR : Deed.CLONE;
  }

  /// Where a file is likely to be, the likeliest first: beside the image that is picked in a panel,
  /// beside the other one, and beside those that were named last.
  List<Path> folders(PanelModel panel) {
    List<PanelModel> panels = List.of(panel, source, target);
    Stream<Path> picked =
        panels.stream()
            .flatMap(each -> each.chosenProperty().get().stream())
            .flatMap(candidate -> candidate.image().stream());
    Stream<Path> named =
        panels.stream().flatMap(each -> each.images().reversed().stream().limit(1));
    return Stream.concat(picked, named)
        .flatMap(image -> Stream.ofNullable(image.getParent()))
        .distinct()
        .toList();
  }

  /// The same of a map: where they are kept unless a place is named, and beside the target.
  List<Path> foldersOfMaps() {
    return Stream.concat(Stream.of(KeptMaps.folder()), folders(target).stream()).toList();
  }

  private Optional<ExportPlan> export() {
    if (!live.get()) {
      return Optional.empty();
    }
    return Optional.of(
        byTcp.get()
            ? new ExportPlan(Optional.of(ANY_PORT), false, Optional.empty(), false)
            : ExportPlan.PRIVATE);
  }

  /// Whether there is a choice of how lengths match: where they differ so that it helps.
  ReadOnlyBooleanProperty offersFitProperty() {
    return offersFit.getReadOnlyProperty();
  }

  /// Whether there is a mounted source to accept.
  ReadOnlyBooleanProperty offersAcceptProperty() {
    return offersAccept.getReadOnlyProperty();
  }

  /// Turns the verification on or off.
  void toggleVerify() {
    verify.set(!verify.get());
  }

  /// Skips what cannot be read or not.
  void toggleSkip() {
    skip.set(!skip.get());
  }

  /// Keeps the source in use meanwhile or not.
  void toggleLive() {
    live.set(!live.get());
  }

  /// Offers the source by TCP or over a private socket, where it stays in use.
  void toggleByTcp() {
    if (live.get()) {
      byTcp.set(!byTcp.get());
    }
  }

  /// Turns the fit onto a larger target on or off, where it is offered.
  void toggleFit() {
    if (offersFit.get()) {
      fitStart.set(!fitStart.get());
    }
  }

  /// Accepts a mounted source or no longer, where that is offered.
  void toggleAccept() {
    if (offersAccept.get()) {
      acceptMounted.set(!acceptMounted.get());
    }
  }

  /// What the checks say.
  ReadOnlyObjectProperty<Check> checkProperty() {
    return check.getReadOnlyProperty();
  }

  /// Which file the checks wait for that does not answer; empty where there is none that is known.
  ReadOnlyStringProperty silentProperty() {
    return checking.messageProperty();
  }

  /// What is picked as target.
  ReadOnlyObjectProperty<Optional<Candidate>> targetProperty() {
    return target.chosenProperty();
  }

  /// The same.
  Optional<Candidate> target() {
    return target.chosenProperty().get();
  }

  /// What is picked as source.
  ReadOnlyObjectProperty<Optional<Candidate>> sourceProperty() {
    return source.chosenProperty();
  }

  /// The same.
  Optional<Candidate> source() {
    return source.chosenProperty().get();
  }

  /// Checks what is picked once more.
  void recheck() {
    Optional<Wish> wish = source().flatMap(from -> target().map(to -> wish(from, to)));
    if (wish.isEmpty()) {
      checking.cancel();
      check.set(new Check.Incomplete(source().isPresent(), target().isPresent()));
      return;
    }
    check.set(new Check.Running());
    checking.check(wish.get());
  }

  // What was accepted for one pair was not accepted for another.
  private void pairChanged() {
    List<String> pair =
        Stream.concat(source().stream(), target().stream()).map(Candidate::key).toList();
    if (pair.equals(checkedPair)) {
      return;
    }
    checkedPair = pair;
    fitStart.set(false);
    acceptMounted.set(false);
    map.set(Optional.empty());
    offersFit.set(false);
    offersAccept.set(false);
    recheck();
  }

  private Wish wish(Candidate from, Candidate to) {
    var options =
        new Options(
            fitStart.get() ? Fit.START : Fit.EXACT,
            verify.get(),
            acceptMounted.get(),
            Optional.empty());
    var asked =
        skip.get()
            ? options.with(new Skipping(retries.get().times(), map.get()))
            : options.withRate(limit.get().bytesPerSecond());
    return new Wish(new CloneRequest(from.endpoint(), to.endpoint(), asked), export(), copyMode);
  }

  private void decided(Check.Done done) {
    var refusals = done.verdict().refusals();
    offersFit.set(
        fitStart.get()
            || refusals.stream()
                .anyMatch(r -> r instanceof Refusal.Lengths l && l.fitStartHelps()));
    offersAccept.set(
        acceptMounted.get() || refusals.stream().anyMatch(Refusal.SourceInUse.class::isInstance));
    check.set(done);
  }

  private void broke(Throwable cause) {
    LOG.error("The checks could not be made", cause);
    check.set(new Check.Broken(Sentences.reason(cause)));
  }
}
