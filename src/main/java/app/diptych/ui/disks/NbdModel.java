package app.diptych.ui.disks;

import app.diptych.clone.Sentences;
import app.diptych.nbd.ExportFacts;
import app.diptych.nbd.NbdUri;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.concurrent.Service;
import javafx.concurrent.Task;
import javafx.util.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The address of an NBD disk on its way to a panel: typed, asked about, picked from what the
/// server offers. Nothing of it is kept. JavaFX thread only; the server is asked on the executor.
public final class NbdModel {
  private static final Logger LOG = LoggerFactory.getLogger(NbdModel.class);

  /// How far it is.
  sealed interface State {

    /// Nothing is typed.
    record Blank() implements State {}

    /// What is typed is no address.
    ///
    /// @param fault what is wrong with it, one line
    record Wrong(String fault) implements State {}

    /// What is typed is an address; the server was not asked.
    ///
    /// @param uri the address
    record Ready(NbdUri uri) implements State {}

    /// The server is being asked.
    ///
    /// @param uri the address
    record Asking(NbdUri uri) implements State {}

    /// The server told what it offers.
    ///
    /// @param uri the address
    /// @param exports what it offers; may be nothing
    record Answered(NbdUri uri, List<ExportFacts> exports) implements State {}

    /// The server told nothing.
    ///
    /// @param uri the address
    /// @param reason why, in words
    record Unanswered(NbdUri uri, String reason) implements State {}
  }

  private final StringProperty text = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Blank());
  private final ObjectProperty<Optional<ExportFacts>> picked =
      new SimpleObjectProperty<>(Optional.empty());
  private final Asking asking;
  private final PauseTransition limit;

  /// An address that is not typed yet.
  ///
  /// @param servers asks a server; may wait
  /// @param patience how long a server may take
  public NbdModel(Function<NbdUri, ServerAnswer> servers, Executor executor, Duration patience) {
    asking = new Asking(servers);
    asking.setExecutor(executor);
    asking.setOnSucceeded(_ -> answered(asking.getValue()));
    asking.setOnFailed(_ -> broke(asking.getException()));
    limit = new PauseTransition(patience);
    limit.setOnFinished(_ -> gaveUp(patience));
    text.subscribe(this::typed);
  }

  /// What is typed.
  StringProperty textProperty() {
    return text;
  }

  /// How far it is.
  ReadOnlyObjectProperty<State> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /// The export that is picked, of those that the server told of.
  ObjectProperty<Optional<ExportFacts>> pickedProperty() {
    return picked;
  }

  /// Asks the server, where there is an address and nobody is asking.
  void ask() {
    Optional<NbdUri> uri =
        switch (state.get()) {
          case State.Ready(var at) -> Optional.of(at);
          case State.Answered(var at, _) -> Optional.of(at);
          case State.Unanswered(var at, _) -> Optional.of(at);
          case State.Blank _, State.Wrong _, State.Asking _ -> Optional.empty();
        };
    uri.ifPresent(at -> {
      picked.set(Optional.empty());
      state.set(new State.Asking(at));
      asking.uri = uri;
      asking.restart();
      limit.playFromStart();
    });
  }

  /// Lets go of a server that is being asked.
  void end() {
    limit.stop();
    asking.cancel();
  }

  /// What was found, once an export is picked.
  Optional<Candidate.OfExport> found() {
    if (!(state.get() instanceof State.Answered(var uri, _))) {
      return Optional.empty();
    }
    return picked.get().map(facts -> new Candidate.OfExport(uri.named(facts.name()), facts));
  }

  private void typed(String typed) {
    end();
    picked.set(Optional.empty());
    state.set(read(typed.strip()));
  }

  private static State read(String typed) {
    if (typed.isEmpty()) {
      return new State.Blank();
    }
    try {
      return new State.Ready(NbdUri.parse(typed));
    } catch (IllegalArgumentException e) {
      return new State.Wrong(String.valueOf(e.getMessage()));
    }
  }

  private void answered(ServerAnswer answer) {
    limit.stop();
    if (state.get() instanceof State.Asking(var uri)) {
      switch (answer) {
        case ServerAnswer.Unknown(var reason) -> state.set(new State.Unanswered(uri, reason));
        case ServerAnswer.Known(var exports) -> {
          state.set(new State.Answered(uri, exports));
          picked.set(meant(uri, exports));
        }
      }
    }
  }

  // The one that was named; where none was and there is but one, that.
  private static Optional<ExportFacts> meant(NbdUri uri, List<ExportFacts> exports) {
    return exports.stream()
        .filter(facts -> facts.name().equals(uri.export()))
        .findFirst()
        .or(() ->
            uri.export().isEmpty() && exports.size() == 1
                ? Optional.of(exports.getFirst())
                : Optional.empty());
  }

  private void broke(Throwable cause) {
    LOG.error("The server could not be asked", cause);
    answered(new ServerAnswer.Unknown(Sentences.reason(cause)));
  }

  private void gaveUp(Duration patience) {
    asking.cancel();
    answered(new ServerAnswer.Unknown(Texts.of("nbd.silent", Math.round(patience.toSeconds()))));
  }

  /// Asks a server; a restart makes an older question obsolete.
  private static final class Asking extends Service<ServerAnswer> {
    private final Function<NbdUri, ServerAnswer> servers;
    private Optional<NbdUri> uri = Optional.empty();

    Asking(Function<NbdUri, ServerAnswer> servers) {
      this.servers = servers;
    }

    @Override
    protected Task<ServerAnswer> createTask() {
      NbdUri asked = uri.orElseThrow();
      return new Task<>() {
        @Override
        protected ServerAnswer call() {
          return servers.apply(asked);
        }
      };
    }
  }
}
