package app.diptych.ui.disks;

import app.diptych.clone.Endpoint;
import app.diptych.ui.parts.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// One of the two panels: what can be picked there, and what is. Nothing is picked but by
/// [#choose]. JavaFX thread only.
public final class PanelModel {

  /// One thing that is on view.
  ///
  /// @param candidate what
  /// @param isChosen whether it is picked
  /// @param obstacle why it cannot be, in words
  /// @param twin what tells it from another one that looks the same
  /// @param hasArrived whether it was plugged in a moment ago
  record Row(
      Candidate candidate,
      boolean isChosen,
      Optional<String> obstacle,
      Optional<Twin> twin,
      boolean hasArrived) {}

  private final StringProperty search = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<Optional<Candidate>> chosen =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final List<Path> images = new ArrayList<>();
  private final List<Candidate.OfExport> exports = new ArrayList<>();
  private final ReadOnlyStringWrapper notice = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper placeholder =
      new ReadOnlyStringWrapper(Texts.of("status.listing"));
  private boolean isListed;
  private List<Candidate> candidates = List.of();
  private Map<String, Twin> twins = Map.of();
  private Set<String> arrived = Set.of();
  private Optional<String> takenKey = Optional.empty();
  private Set<Endpoint> busy = Set.of();
  private Optional<String> awaited = Optional.empty();

  /// A panel with nothing in it.
  public PanelModel() {
    search.subscribe(this::layOut);
    chosen.subscribe(this::layOut);
  }

  /// What the person looks for; only what matches is on view, and what is picked.
  StringProperty searchProperty() {
    return search;
  }

  /// What is on view, in order.
  ReadOnlyObjectProperty<List<Row>> rowsProperty() {
    return rows.getReadOnlyProperty();
  }

  /// What is picked.
  public ReadOnlyObjectProperty<Optional<Candidate>> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  /// Why something is not picked any more although the person has done nothing; empty else.
  ReadOnlyStringProperty noticeProperty() {
    return notice.getReadOnlyProperty();
  }

  /// Marks those of these keys as plugged in a moment ago, and no others.
  void mark(Set<String> keys) {
    arrived = Set.copyOf(keys);
    layOut();
  }

  /// What is said where nothing is on view; empty where something is.
  ReadOnlyStringProperty placeholderProperty() {
    return placeholder.getReadOnlyProperty();
  }

  /// The image files that are offered here.
  public List<Path> images() {
    return List.copyOf(images);
  }

  /// The exports that are offered here.
  List<Candidate.OfExport> exports() {
    return List.copyOf(exports);
  }

  /// Offers image files as well, from the next listing on.
  public void offer(Collection<Path> files) {
    files.stream()
        .map(file -> file.toAbsolutePath().normalize())
        .filter(file -> !images.contains(file))
        .forEach(images::add);
  }

  /// Offers an image file that the person has named for this very panel, and picks it as soon as it
  /// is listed.
  public void offerAndChoose(Path file) {
    offer(List.of(file));
    awaited = Optional.of(file.toAbsolutePath().normalize().toString());
  }

  /// Offers an export that the person has named for this very panel, in the place of what was known
  /// of it, and picks it as soon as it is listed.
  void offerAndChoose(Candidate.OfExport export) {
    exports.removeIf(known -> known.key().equals(export.key()));
    exports.add(export);
    awaited = Optional.of(export.key());
  }

  /// Offers what another panel does, and picks what is picked there as soon as it is listed.
  public void follow(PanelModel before) {
    offer(before.images);
    exports.addAll(before.exports);
    awaited = before.chosen.get().map(Candidate::key);
    search.set(before.search.get());
  }

  /// Offers an image or export no longer, and picks it no longer. Disks stay.
  void withdraw(Candidate candidate) {
    boolean isGone =
        switch (candidate) {
          case Candidate.OfDisk _ -> false;
          case Candidate.OfImage(var path, _) -> images.remove(path);
          case Candidate.OfExport export ->
              exports.removeIf(known -> known.key().equals(export.key()));
        };
    if (isGone) {
      show(candidates.stream().filter(c -> !c.key().equals(candidate.key())).toList());
    }
  }

  /// Takes a listing. What is picked stays picked if it is still there.
  public void show(List<Candidate> listed) {
    isListed = true;
    candidates = listed.stream().filter(candidate -> !turnsAway(candidate)).toList();
    twins = Twin.among(candidates);
    Optional<Candidate> before = chosen.get();
    Optional<String> wanted = awaited.or(() -> before.map(Candidate::key));
    chosen.set(wanted.flatMap(this::listed).filter(c -> obstacle(c).isEmpty()));
    if (awaited.isPresent() && chosen.get().isPresent()) {
      notice.set("");
    }
    awaited = Optional.empty();
    before
        .filter(picked -> wanted.filter(picked.key()::equals).isPresent())
        .filter(_ -> chosen.get().isEmpty())
        .ifPresent(picked -> notice.set(whyGone(picked)));
    layOut();
  }

  private boolean turnsAway(Candidate candidate) {
    if (!(candidate instanceof Candidate.OfImage image) || !image.isMisnamed()) {
      return false;
    }
    images.remove(image.path());
    notice.set(Texts.of("panel.misnamed", image.fullName()));
    return true;
  }

  private Optional<Candidate> listed(String key) {
    return candidates.stream().filter(c -> c.key().equals(key)).findFirst();
  }

  private String whyGone(Candidate picked) {
    Optional<String> obstacle = listed(picked.key()).flatMap(this::obstacle);
    if (obstacle.isPresent()) {
      return Texts.of("panel.unusable", picked.fullName(), obstacle.get());
    }
    // A reader without its medium is another disk to the system, but none to a person.
    boolean isReplaced =
        candidates.stream()
            .filter(candidate -> candidate.idPart().equals(picked.idPart()))
            .anyMatch(candidate -> candidate.size().orElse(0) > 0);
    return Texts.of(isReplaced ? "panel.replaced" : "panel.gone", picked.fullName());
  }

  /// Picks it, unless it cannot be.
  public void choose(Candidate candidate) {
    if (obstacle(candidate).isEmpty()) {
      notice.set("");
      chosen.set(Optional.of(candidate));
    }
  }

  /// Picks what is picked no longer, as it is not there any more, or is another file or of another
  /// length by now.
  public void letGo(boolean isThere) {
    String key = isThere ? "panel.changed" : "panel.gone";
    chosen.get().ifPresent(picked -> notice.set(Texts.of(key, picked.fullName())));
    clear();
  }

  /// Picks nothing.
  void clear() {
    chosen.set(Optional.empty());
  }

  /// Keeps what the other panel has picked from being picked here; it is let go if it is.
  public void take(Optional<Candidate> other) {
    takenKey = other.map(Candidate::key);
    if (chosen.get().map(Candidate::key).equals(takenKey)) {
      clear();
    }
    layOut();
  }

  /// Keeps what is in a job, at these places, from being picked here; it is let go if it is.
  public void occupy(Set<Endpoint> places) {
    busy = Set.copyOf(places);
    if (chosen.get().filter(this::isBusy).isPresent()) {
      clear();
    }
    layOut();
  }

  private Optional<String> obstacle(Candidate candidate) {
    return candidate
        .obstacle()
        .or(() ->
            takenKey.filter(candidate.key()::equals).map(_ -> Texts.of("candidate.is-source")))
        .or(() ->
            Optional.of(candidate).filter(this::isBusy).map(_ -> Texts.of("candidate.in-job")));
  }

  private boolean isBusy(Candidate candidate) {
    return busy.contains(candidate.endpoint().place());
  }

  private Row row(Candidate candidate, boolean isChosen) {
    String key = candidate.key();
    Optional<Twin> twin = Optional.ofNullable(twins.get(key));
    return new Row(candidate, isChosen, obstacle(candidate), twin, arrived.contains(key));
  }

  private String whyEmpty() {
    if (!isListed) {
      return Texts.of("status.listing");
    }
    return candidates.isEmpty()
        ? Texts.of("panel.empty")
        : Texts.of("panel.no-match", search.get().strip());
  }

  private void layOut() {
    Optional<String> chosenKey = chosen.get().map(Candidate::key);
    Stream<Row> laid =
        candidates.stream()
            .map(c -> row(c, chosenKey.filter(c.key()::equals).isPresent()))
            .filter(row -> row.isChosen() || row.candidate().matches(search.get()));
    List<Row> next = laid.toList();
    placeholder.set(next.isEmpty() ? whyEmpty() : "");
    if (!Objects.equals(rows.get(), next)) {
      rows.set(next);
    }
  }
}
