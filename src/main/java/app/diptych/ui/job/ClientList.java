package app.diptych.ui.job;

import app.diptych.ui.parts.Parts;
import app.diptych.ui.parts.Texts;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Who is connected to a live source, and how busy each is.
final class ClientList extends VBox {
  private final Label heading = Parts.label("", "clients-heading");
  private final VBox rows = new VBox();
  private List<ClientRow> known = List.of();

  /// Nobody yet.
  ClientList() {
    getStyleClass().add("clients");
    heading.setId("live-clients-heading");
    heading.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(heading, Priority.ALWAYS);
    rows.setId("live-clients");
    rows.getStyleClass().add("client-rows");
    var scroll = new ScrollPane(rows);
    scroll.setId("live-clients-scroll");
    scroll.setAccessibleText(Texts.of("live.clients-name"));
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().addAll("card-scroll", "client-scroll");
    // Many clients can be scrolled by keyboard as well.
    scroll.setFocusTraversable(true);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    var head =
        new HBox(
            heading,
            Parts.label(Texts.of("live.reads"), "client-rate"),
            Parts.label(Texts.of("live.writes"), "client-rate"));
    head.getStyleClass().addAll("client", "clients-head");
    getChildren().addAll(head, scroll);
    show(List.of());
  }

  /// Shows these.
  void show(List<Client> clients) {
    heading.setText(Texts.of("live.clients", clients.size()));
    if (known.size() != clients.size()) {
      known = Stream.generate(ClientRow::new).limit(clients.size()).toList();
      rows.getChildren().setAll(known);
    }
    for (int i = 0; i < clients.size(); i++) {
      known.get(i).show(clients.get(i));
    }
  }
}
