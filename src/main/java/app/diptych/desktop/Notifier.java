package app.diptych.desktop;

import app.diptych.bus.Bus;
import app.diptych.bus.BusException;
import app.diptych.bus.Call;
import app.diptych.bus.Connection;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a person through the desktop (Desktop Notifications Specification 1.2). One thread at a
/// time.
///
/// The connection stays open until it is closed: some desktops take a notice away with its sender.
public final class Notifier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

  private static final String NAME = "org.freedesktop.Notifications";
  private static final String OBJECT = "/org/freedesktop/Notifications";
  private static final String DESKTOP_ENTRY = "app.diptych.Diptych";
  // A desktop may have to start its service first.
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Bus bus;
  private Optional<Connection> open = Optional.empty();

  private Notifier(Bus bus) {
    this.bus = bus;
  }

  /// The desktop of whoever runs this program.
  public static Notifier ofThisSession() {
    return new Notifier(Bus.ofThisSession());
  }

  /// One on another bus, whose address is written as D-Bus does: `unix:path=/run/bus`.
  public static Notifier over(String address) {
    return new Notifier(Bus.at(address));
  }

  /// Tells; waits for some seconds at most.
  ///
  /// @return whether there was a desktop to tell it
  public boolean tell(Notice notice) {
    try {
      Connection connection = connection();
      String body =
          connection.ask(call("GetCapabilities", "()")).contains("'body-markup'")
              ? literal(notice.body())
              : notice.body();
      connection.ask(call("Notify", arguments(notice, body)));
      return true;
    } catch (BusException e) {
      LOG.info("The desktop was not told: {}", e.text());
      disconnect();
      return false;
    }
  }

  @Override
  public void close() {
    disconnect();
  }

  private Connection connection() throws BusException {
    if (open.isEmpty()) {
      open = Optional.of(bus.connect(LIMIT));
    }
    return open.get();
  }

  private void disconnect() {
    open.ifPresent(Connection::close);
    open = Optional.empty();
  }

  // Notify(app_name, replaces_id, app_icon, summary, body, actions, hints, expire_timeout)
  private static String arguments(Notice notice, String body) {
    return "('Diptych', uint32 0, '%s', %s, %s, @as [], %s, -1)"
        .formatted(
            DESKTOP_ENTRY,
            Call.quoted(notice.title()),
            Call.quoted(body),
            "{'urgency': <byte %d>, 'desktop-entry': <'%s'>}"
                .formatted(notice.isUrgent() ? 2 : 1, DESKTOP_ENTRY));
  }

  private static String literal(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static Call call(String method, String arguments) {
    return new Call(NAME, OBJECT, NAME, method, arguments);
  }
}
