package app.diptych.ui.job;

import app.diptych.ui.parts.CopyRow;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// A source that stays in use: how things stand, where it is reached, and who is there.
final class LiveView extends VBox {
  private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");
  private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");

  private final Label status = Parts.paragraph("", "live-status-words");
  private final FontIcon icon = Parts.icon(Material2OutlinedAL.INFO);
  private final HBox statusRow = Parts.row(icon, List.of(status), "reason", "live-status");
  private final CopyRow address = new CopyRow("live-address", Texts.of("live.address"));
  private final CopyRow nbdClient = new CopyRow("live-nbd-client", Texts.of("live.nbd-client"));
  private final CopyRow qemu = new CopyRow("live-qemu", Texts.of("live.qemu"));
  private final ClientList clients = new ClientList();

  private final JobState.Errand errand;

  /// A view of nothing yet.
  LiveView(JobState.Errand errand) {
    this.errand = errand;
    setId("live-view");
    getStyleClass().add("live");
    status.setId("live-status");
    Parts.hint(nbdClient, Texts.of("live.nbd-client-hint"));
    Parts.hint(qemu, Texts.of("live.qemu-hint"));
    var ways = new VBox(address, nbdClient, qemu);
    ways.getStyleClass().add("live-ways");
    var columns = new VBox(ways, clients);
    columns.getStyleClass().add("live-columns");
    getChildren().addAll(statusRow, columns);
  }

  /// Shows how things stand.
  void show(LiveState state) {
    Parts.rephrase(status, words(state));
    boolean isGood =
        switch (state.stage()) {
          case PREPARING, COPYING, COMPARING, FAILED, PARTED, UNPROVEN -> false;
          case IN_SYNC, FINISHING, DETACHED -> true;
        };
    boolean isBad = state.trouble().isPresent();
    statusRow.pseudoClassStateChanged(GOOD, isGood);
    statusRow.pseudoClassStateChanged(BAD, isBad);
    if (isBad) {
      icon.setIconCode(Material2OutlinedAL.ERROR_OUTLINE);
    } else {
      icon.setIconCode(isGood ? Material2OutlinedAL.CHECK_CIRCLE : Material2OutlinedAL.INFO);
    }
    address.show(state.address().map(Object::toString));
    nbdClient.show(state.address().map(ClientLines::nbdClient));
    qemu.show(state.address().map(ClientLines::qemu));
    clients.show(state.clients());
  }

  private String words(LiveState state) {
    return switch (state.stage()) {
      case PREPARING -> Texts.of("live.preparing");
      case COPYING -> Texts.of("live.copying");
      case COMPARING -> Texts.of("live.comparing");
      case IN_SYNC -> Texts.of("live.in-sync");
      case FINISHING -> Texts.of("live.finishing");
      case DETACHED -> Texts.of(errand.isOntoDisk() ? "live.detached" : "live.detached-stays");
      case FAILED -> Texts.of("live.failed", state.failure().orElse(""));
      case PARTED -> Texts.of("live.parted", state.failure().orElse(""));
      case UNPROVEN -> Texts.of("live.unproven", state.failure().orElse(""));
    };
  }
}
