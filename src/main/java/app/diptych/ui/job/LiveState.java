package app.diptych.ui.job;

import app.diptych.nbd.NbdUri;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.Optional;

/// How things stand with a source that stays in use, at one moment.
///
/// @param stage how far it is
/// @param address where the source is reached, while it can be
/// @param clients who is there
/// @param failure what stands against the target, if anything does
public record LiveState(
    Stage stage, Optional<NbdUri> address, List<Client> clients, Optional<String> failure) {

  /// How far it is.
  enum Stage {
    /// Checking and opening; nobody can reach the source yet.
    PREPARING,
    /// The target is becoming a copy.
    COPYING,
    /// Both sides are compared.
    COMPARING,
    /// Both sides are equal and stay so.
    IN_SYNC,
    /// Waiting for the moment at which the target is let go.
    FINISHING,
    /// The target was let go as a copy of one moment; the source is still offered.
    DETACHED,
    /// The target failed before it was whole; the source is still offered.
    FAILED,
    /// Both were equal, and are not sure to be any more, so that the target is not let go; the
    /// source is still offered.
    PARTED,
    /// Comparing failed, or found what differs; the source is still offered.
    UNPROVEN
  }

  /// Before anything is known.
  static final LiveState NOTHING =
      new LiveState(Stage.PREPARING, Optional.empty(), List.of(), Optional.empty());

  /// Keeps its own copy of the list.
  public LiveState {
    clients = List.copyOf(clients);
  }

  /// The same where the target cannot become a copy any more, whatever else is known.
  LiveState without(String reason) {
    return switch (stage) {
      case PREPARING, COPYING -> lost(Stage.FAILED, reason);
      case COMPARING, IN_SYNC, FINISHING -> lost(Stage.PARTED, reason);
      case DETACHED, FAILED, PARTED, UNPROVEN -> this;
    };
  }

  private LiveState lost(Stage how, String reason) {
    return new LiveState(how, address, clients, Optional.of(reason));
  }

  /// What stands against the target, in a word or two.
  Optional<String> trouble() {
    return switch (stage) {
      case PREPARING, COPYING, COMPARING, IN_SYNC, FINISHING, DETACHED -> Optional.empty();
      case FAILED -> Optional.of(Texts.of("outcome.failed"));
      case PARTED -> Optional.of(Texts.of("live.parted-word"));
      case UNPROVEN -> Optional.of(Texts.of("outcome.unproven"));
    };
  }

  /// Whether the target can be let go as an exact copy, or will be able to be.
  boolean mayFinish() {
    return switch (stage) {
      case PREPARING, COPYING, COMPARING, IN_SYNC, FINISHING -> true;
      case DETACHED, FAILED, PARTED, UNPROVEN -> false;
    };
  }

  /// Whether the target can be let go as an exact copy.
  boolean canFinish() {
    return stage == Stage.IN_SYNC;
  }

  /// Whether the target loses nothing when the job is ended.
  public boolean isSafeToStop() {
    return switch (stage) {
      case PREPARING, COPYING, COMPARING -> false;
      case IN_SYNC, FINISHING, DETACHED, FAILED, PARTED, UNPROVEN -> true;
    };
  }
}
