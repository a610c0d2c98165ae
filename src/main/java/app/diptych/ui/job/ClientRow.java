package app.diptych.ui.job;

import app.diptych.nbd.Visitor;
import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import app.diptych.units.Sizes;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/// A client in a line: where it comes from, and what it reads and writes.
final class ClientRow extends HBox {
  private final FontIcon icon = Parts.icon(Material2OutlinedAL.COMPUTER);
  private final Label name = Parts.label("", "client-name");
  private final Label reads = Parts.label("", "client-rate");
  private final Label writes = Parts.label("", "client-rate");

  /// A line for a client that is not known yet.
  ClientRow() {
    getStyleClass().add("client");
    name.setGraphic(icon);
    name.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(name, Priority.ALWAYS);
    getChildren().addAll(name, reads, writes);
  }

  /// Shows a client.
  void show(Client client) {
    Visitor visitor = client.visitor();
    icon.setIconCode(
        visitor.isEncrypted() ? Material2OutlinedAL.LOCK : Material2OutlinedAL.COMPUTER);
    name.setText(
        Stream.of(from(visitor), visitor.export())
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining(" · ")));
    Parts.retell(name, Texts.of(visitor.isEncrypted() ? "live.encrypted" : "live.not-encrypted"));
    reads.setText(words(client.reads()));
    writes.setText(words(client.writes()));
  }

  // A server says so of a client on a unix socket, which has no address.
  private static String from(Visitor visitor) {
    return visitor.peer().equals("local") ? Texts.of("live.local") : visitor.peer();
  }

  private static String words(Client.Rate rate) {
    String requests = String.format(Locale.getDefault(), "%,d", rate.requests());
    return Texts.of("live.rate", requests, Sizes.of(rate.bytes()));
  }
}
