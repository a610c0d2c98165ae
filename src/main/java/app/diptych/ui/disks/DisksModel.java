package app.diptych.ui.disks;

import app.diptych.clone.Endpoint;
import app.diptych.clone.Sentences;
import app.diptych.ui.parts.Texts;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.util.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps both panels up to date with what is plugged in: lists when asked to, and whenever the
/// machine tells that something has changed. JavaFX thread only.
public final class DisksModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DisksModel.class);

  // Long enough to look up from the plug to the screen.
  private static final Duration MARKED = Duration.seconds(30);

  private final PanelModel source;
  private final PanelModel target;
  private final Runnable onChange;
  private final Listing listing;
  private final Watching watching;
  private final Arrivals arrivals = new Arrivals();
  private final IdentifyModel identify = new IdentifyModel();
  private final Set<String> arrived = new HashSet<>();
  private final PauseTransition fading = new PauseTransition(MARKED);
  private final ReadOnlyStringWrapper status = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Set<Endpoint>> plugged =
      new ReadOnlyObjectWrapper<>(Set.of());
  private Optional<Listing.Result> last = Optional.empty();
  private boolean isAsked;
  private boolean isOutdated;

  /// Keeps two panels.
  ///
  /// @param onChange called after a listing that the person asked for, or that tells something else
  ///   than the one before
  /// @param executor where it lists
  public DisksModel(
      Plugged plugged, List<PanelModel> panels, Runnable onChange, Executor executor) {
    source = panels.getFirst();
    target = panels.getLast();
    this.onChange = onChange;
    listing = new Listing(plugged, source, target, executor);
    listing.setOnSucceeded(_ -> listed(listing.getValue()));
    listing.setOnFailed(_ -> notListed(listing.getException()));
    watching = new Watching(plugged, this::look, executor);
    fading.setOnFinished(_ -> fade());
  }

  /// The search for one of the disks.
  public IdentifyModel identify() {
    return identify;
  }

  /// Begins to search for one of the disks, or ends that.
  public void toggleIdentify() {
    identify.toggle();
    mark();
  }

  /// The disks that were there at the last listing.
  public ReadOnlyObjectProperty<Set<Endpoint>> pluggedProperty() {
    return plugged.getReadOnlyProperty();
  }

  /// What was found at the last listing, in words.
  public ReadOnlyStringProperty statusProperty() {
    return status.getReadOnlyProperty();
  }

  /// Says something there until the next listing.
  public void say(String words) {
    status.set(words);
  }

  /// Lists everything again, as the person wishes.
  public void refresh() {
    isAsked = true;
    status.set(Texts.of("status.listing"));
    listing.restart();
  }

  /// Ends what is under way.
  @Override
  public void close() {
    fading.stop();
    watching.close();
    listing.cancel();
  }

  // A listing that is under way is not ended by this: what changes all the time would never be
  // listed.
  private void look() {
    if (listing.isRunning()) {
      isOutdated = true;
    } else {
      listing.restart();
    }
  }

  private void listed(Listing.Result result) {
    take(arrivals.take(result.forSource()));
    plugged.set(
        result.forSource().stream()
            .filter(Candidate.OfDisk.class::isInstance)
            .map(Candidate::endpoint)
            .collect(Collectors.toSet()));
    source.show(result.forSource());
    target.show(result.forTarget());
    status.set(Texts.of("status.listed", result.disks()));
    boolean isNews = isAsked || !last.equals(Optional.of(result));
    last = Optional.of(result);
    isAsked = false;
    if (isNews) {
      onChange.run();
    }
    catchUp();
  }

  private void notListed(Throwable cause) {
    LOG.error("The disks could not be listed", cause);
    status.set(Texts.of("status.not-listed", Sentences.reason(cause)));
    catchUp();
  }

  private void catchUp() {
    if (isOutdated) {
      isOutdated = false;
      listing.restart();
    }
  }

  private void take(Arrivals.News news) {
    identify.hear(news);
    news.gone().forEach(disk -> arrived.remove(disk.key()));
    if (!news.came().isEmpty()) {
      news.came().forEach(disk -> arrived.add(disk.key()));
      fading.playFromStart();
    }
    mark();
  }

  private void fade() {
    arrived.clear();
    mark();
  }

  private void mark() {
    var marked = new HashSet<>(arrived);
    identify.found().ifPresent(disk -> marked.add(disk.key()));
    source.mark(marked);
    target.mark(marked);
  }
}
