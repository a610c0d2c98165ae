package app.diptych.desktop;

import app.diptych.bus.Bus;
import app.diptych.bus.BusException;
import app.diptych.bus.Call;
import app.diptych.bus.Connection;
import app.diptych.bus.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the system from going to sleep or shutting down by itself, through systemd-logind
/// (org.freedesktop.login1(5), method Inhibit). Safe for use by many threads.
public final class Inhibitor {
  private static final Logger LOG = LoggerFactory.getLogger(Inhibitor.class);

  private static final String NAME = "org.freedesktop.login1";
  private static final String MANAGER = "/org/freedesktop/login1";
  // Who waits for it wants to begin something.
  private static final Duration LIMIT = Duration.ofSeconds(3);
  // The lid is by itself, because not everybody may hold it, and a lock is refused as a whole.
  private static final List<String> LOCKS = List.of("shutdown:sleep:idle", "handle-lid-switch");

  private final Bus bus;

  private Inhibitor(Bus bus) {
    this.bus = bus;
  }

  /// The one of this system.
  public static Inhibitor ofThisSystem() {
    return new Inhibitor(Bus.ofThisSystem());
  }

  /// One on another bus, whose address is written as D-Bus does: `unix:path=/run/bus`.
  public static Inhibitor over(String address) {
    return new Inhibitor(Bus.at(address));
  }

  /// Keeps it awake until what is given back is closed, where there is somebody to ask; waits for
  /// some seconds at most, and asks for no password.
  ///
  /// @param who the program, as a person knows it
  /// @param why in a few words
  public Inhibition hold(String who, String why) {
    List<Reply> held = new ArrayList<>();
    try (Connection connection = bus.connect(LIMIT)) {
      for (String what : LOCKS) {
        lock(connection, what, "%s, %s".formatted(Call.quoted(who), Call.quoted(why)), held);
      }
    } catch (BusException e) {
      LOG.info("Nothing keeps the system awake: {}", e.text());
    }
    return new Inhibition(held);
  }

  private static void lock(Connection connection, String what, String whoAndWhy, List<Reply> held) {
    String arguments = "('%s', %s, 'block')".formatted(what, whoAndWhy);
    try {
      held.add(connection.call(new Call(NAME, MANAGER, NAME + ".Manager", "Inhibit", arguments)));
    } catch (BusException e) {
      LOG.info("The system may do as it likes about {}: {}", what, e.text());
    }
  }
}
